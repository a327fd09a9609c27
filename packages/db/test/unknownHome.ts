import type { Fixture } from '@shifts/testing'
import { HomeUnknownError, type ShiftSelection } from '../src/index.ts'

/** The filter measures distances from the worker's home, which is not known: every query is refused. */
export const measuresFromUnknownHome = (
  { homeLatitude }: Fixture['workers'][number],
  { withinMiles, near }: ShiftSelection,
): boolean => withinMiles !== undefined && !near && typeof homeLatitude !== 'number'

export const homeUnknown = 'The home is not known.'

/** The result, or `homeUnknown` if the query was refused for that. */
export async function orHomeUnknown<T>(result: Promise<T>): Promise<T | string> {
  try {
    return await result
  } catch (error) {
    if (error instanceof HomeUnknownError) return homeUnknown
    throw error
  }
}
