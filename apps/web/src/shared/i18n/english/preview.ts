import type { WordNumbers } from '../wordNumbers.ts'
import { facilities, moreShifts } from './nouns.ts'

/** The texts of the note over a preview of shifts that documents would unlock. */
export const preview = ({ count }: WordNumbers) => ({
  title: 'Preview: ',
  shifts: (total: number, places: number) =>
    ` would open ${count(total, moreShifts)} at ${count(places, facilities)} in the next 30 days.`,
  notYours: ' They are not yours to take yet.',
  empty: ' No shift that they would open starts here.',
  documents: 'Documents',
  close: 'Back to what I can take',
})

export type PreviewTexts = ReturnType<typeof preview>
