import { english } from './english.ts'

export type Texts = typeof english

/** The texts in the viewer's language. English is the only one so far. */
export const useTexts = (): Texts => english
