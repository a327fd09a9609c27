import type { WordNumbers } from '../wordNumbers.ts'

/** The texts of the panel of the worker's home. */
export const homePanel = ({ count, number }: WordNumbers) => ({
  text: 'Distances to facilities are measured from here.',
  notSet: 'Your home is not set.',
  set: 'Set',
  useLocation: 'Use my location',
  locating: 'Looking for your location…',
  denied: 'Your browser does not let this page see your location. Choose a city instead.',
  notAvailable: 'Your location could not be found. Choose a city instead.',
  findCity: 'Find your city',
  cities: 'Cities',
  count: (total: number) => count(total, { one: 'city', other: 'cities' }),
  firstShown: (total: number) => `, the first ${number(total)} are shown`,
  loading: 'Loading the cities…',
  offline: 'You are offline, and the cities have not been loaded yet.',
  saving: 'Saving…',
  notSaved: 'Your home was not saved.',
  forget: 'Forget my home',
})

export type HomePanelTexts = ReturnType<typeof homePanel>
