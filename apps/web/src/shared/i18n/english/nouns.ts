// What several catalogues count.

export const shifts = { one: 'shift', other: 'shifts' }
export const moreShifts = { one: 'more shift', other: 'more shifts' }
export const facilities = { one: 'facility', other: 'facilities' }
