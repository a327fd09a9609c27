import { countOf } from '@/shared/format/countOf.ts'

/** The texts of the panel of the worker's home. */
export const homePanel = {
  text: 'Distances to facilities are measured from here.',
  notSet: 'Your home is not set.',
  set: 'Set',
  useLocation: 'Use my location',
  locating: 'Looking for your location…',
  denied: 'Your browser does not let this page see your location. Choose a city instead.',
  notAvailable: 'Your location could not be found. Choose a city instead.',
  findCity: 'Find your city',
  cities: 'Cities',
  count: (count: number) => countOf(count, 'city', 'cities'),
  firstShown: (count: number) => `, the first ${count} are shown`,
  loading: 'Loading the cities…',
  offline: 'You are offline, and the cities have not been loaded yet.',
  saving: 'Saving…',
  notSaved: 'Your home was not saved.',
  forget: 'Forget my home',
}
