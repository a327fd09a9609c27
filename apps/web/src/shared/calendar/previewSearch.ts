import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { toSearch } from './location.ts'

/** The search of the address that previews what the documents would unlock from today on. */
export const previewSearch = (documentIds: readonly number[], filter: ShiftFilter, today: string): string =>
  toSearch({ view: 'list', date: today, filter, unlockedBy: documentIds })
