import type { WordNumbers } from '../wordNumbers.ts'

/** The texts of the page of claimed shifts. */
export const myShifts = ({ count }: WordNumbers) => ({
  title: 'My shifts',
  subscribe: 'Show in my calendar',
  print: 'Print',
  asOf: (day: string) => `As of ${day}`,
  states: {
    loaded: '',
    loading: 'Loading…',
    offline:
      'You are offline, and your shifts have not been loaded yet. They appear here when you are back online.',
    failed: '',
  },
  empty: 'You have no shift ahead of you.',
  emptyHint: 'Claim one on the calendar, and it is listed here.',
  find: 'Find a shift',

  next: 'Next shift',
  now: 'Your shift now',
  today: 'Today',
  tomorrow: 'Tomorrow',
  at: (day: string, hours: string) => `${day}, ${hours}`,
  nowUntil: (time: string) => `Now, until ${time}`,
  startsIn: (time: string) => `in ${time}`,
  endsIn: (time: string) => `${time} left`,
  days: (total: number) => count(total, { one: 'day', other: 'days' }),

  thisWeek: 'This week',
  nextWeek: 'Next week',
  overtime: (hours: string) => `${hours} overtime`,
  fullWeek: '40 h',

  rest: (time: string) => `${time} of rest`,
  shortRest: (time: string) => `Short rest: ${time}`,
  noRest: 'No rest in between',
  overlap: 'At the same time as the shift above',

  giveBackOf: (day: string, facility: string) => `Give back ${day} at ${facility}`,
  started: 'Started',
  over: 'Done',

  moreOffline: 'There are more, but you are offline',
  moreAfter: (day: string) => `There are more shifts after ${day}.`,

  history: 'Earlier shifts',
  showHistory: 'Show earlier shifts',
  showMoreHistory: 'Show more earlier shifts',
  historyStates: {
    loading: 'Loading…',
    offline: 'You are offline, and your earlier shifts have not been loaded yet.',
    failed: '',
  },
  historyLoaded: (total: number) =>
    total === 0
      ? 'You have no earlier shift.'
      : count(total, { one: 'earlier shift', other: 'earlier shifts' }),
})

export type MyShiftsTexts = ReturnType<typeof myShifts>
