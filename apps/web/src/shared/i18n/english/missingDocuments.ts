import { countOf } from '@/shared/format/countOf.ts'

/** The texts about the documents that a shift requires and the worker lacks. */
export const missingDocuments = {
  opens: (shifts: number) => ` opens ${countOf(shifts, 'more shift')} in 30 days`,
  opensTogether: (shifts: number) =>
    `Together they would open ${countOf(shifts, 'shift')} in the next 30 days.`,
  preview: 'Show them',
  all: 'All documents',
}
