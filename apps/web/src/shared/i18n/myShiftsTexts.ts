import { myShifts } from './english/myShifts.ts'

export type MyShiftsTexts = typeof myShifts

/** The texts of the page of claimed shifts, in the viewer's language. */
export const useMyShiftsTexts = (): MyShiftsTexts => myShifts
