import type { WordNumbers } from '../wordNumbers.ts'
import { moreShifts, shifts } from './nouns.ts'

/** The texts about the documents that a shift requires and the worker lacks. */
export const missingDocuments = ({ count }: WordNumbers) => ({
  opens: (total: number) => ` opens ${count(total, moreShifts)} in 30 days`,
  opensTogether: (total: number) => `Together they would open ${count(total, shifts)} in the next 30 days.`,
  preview: 'Show them',
  all: 'All documents',
})

export type MissingDocumentsTexts = ReturnType<typeof missingDocuments>
