import { app } from './english/app.ts'

export type Texts = typeof app

/** The texts of a signed-in worker's pages, in the viewer's language. English is the only one so far. */
export const useTexts = (): Texts => app
