/** The keys of the calendar, and what they do. */
export const shortcuts = (): [key: string, meaning: string][] => [
  ['/', 'Filters'],
  ['t', 'Today'],
  ['[', 'The period before'],
  [']', 'The period after'],
  ['m', 'Month'],
  ['w', 'Week'],
  ['d', 'Day'],
  ['l', 'List'],
  ['← → ↑ ↓', 'From day to day in the month'],
  ['u', 'Undo the last change'],
  ['1 2 3', 'Day, evening and night shifts'],
  ['4', 'Near home'],
  ['5', 'What fits my shifts'],
  ['6', 'What is one document away'],
  ['s', 'To the list of shifts'],
  ['?', 'This list'],
]

export type ShortcutTexts = ReturnType<typeof shortcuts>
