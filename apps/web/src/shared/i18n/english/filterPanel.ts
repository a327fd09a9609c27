import type { WordNumbers } from '../wordNumbers.ts'
import { facilities, shifts } from './nouns.ts'

/** The texts of the panel with every filter. */
export const filterPanel = ({ count, number }: WordNumbers) => ({
  partsOfDay: 'Part of the day',
  weekdays: 'Days',
  length: 'Length',
  atLeast: 'At least',
  atMost: 'At most',
  hours: (total: number) => `${number(total)} h`,
  distance: 'Distance',
  anyDistance: 'Any',
  any: 'Any',
  miles: (miles: number) => `${number(miles)} mi`,
  fromHome: 'Measured from your home',
  fromElsewhere: 'Measured from another place than your home',
  useHome: 'Use my home',
  homeUnknown: 'To filter by distance, say where you live.',
  changeHome: 'Change',
  ownShifts: 'Your own shifts',
  rest: 'Rest before and after',
  facilities: 'Facilities',
  findFacility: 'Find by name or city',
  matches: (total: number) => count(total, facilities),
  firstShown: (total: number) => `, the first ${number(total)} are shown`,
  maxTicked: (total: number) => `, at most ${number(total)} can be ticked`,
  loading: 'Loading…',
  offline: 'You are offline, and the facilities have not been loaded yet.',
  show: (total: number) => `Show ${count(total, shifts)}`,
  showUncounted: 'Show shifts',
  counted: (period: string) => `Shifts counted: ${period}`,
  leaves: (total: number) => count(total, shifts),
  number,
})

export type FilterPanelTexts = ReturnType<typeof filterPanel>
