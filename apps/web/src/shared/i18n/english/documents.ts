import type { WordNumbers } from '../wordNumbers.ts'
import { facilities, moreShifts } from './nouns.ts'

/** The texts of the page of documents. */
export const documents = ({ count, number }: WordNumbers) => ({
  title: 'Documents',
  held: 'You hold',
  heldNone: 'No document yet.',
  heldStates: {
    loaded: '',
    loading: 'Loading…',
    offline: 'You are offline, so your documents have not been loaded.',
    failed: 'Your documents could not be loaded.',
  },
  unlocks: 'What would open the most',
  clearFilter: 'Clear the filter',
  unlocksOf: (found: number, isFiltered: boolean) =>
    found === 0
      ? `No document would open more shifts to you in the next 30 days${isFiltered ? ' under your filter' : ''}.`
      : `Shifts of the next 30 days${isFiltered ? ' under your filter' : ''}, besides those that you can take now.`,
  unlockStates: {
    loading: 'Counting what each document would open…',
    offline: 'You are offline, so what would open has not been loaded.',
    failed: '',
  },
  inactive:
    'Your account is not active, so no document opens a shift. Your staffing office can switch it on.',
  moreShifts: (total: number) => count(total, moreShifts),
  atFacilities: (total: number) => `at ${count(total, facilities)}`,
  showAll: (total: number) => `Show all ${number(total)}`,
  together: 'Together, worth more than one by one',
})

export type DocumentsTexts = ReturnType<typeof documents>
