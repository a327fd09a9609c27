/** The texts of the shifts that are like one that cannot be claimed. */
export const similarShifts = () => ({
  some: 'Still open and like it',
  none: 'Nothing like it is open',
  everyShiftOfDay: 'Every shift of the day',
  failed: 'What else is open could not be loaded.',
})

export type SimilarShiftTexts = ReturnType<typeof similarShifts>
