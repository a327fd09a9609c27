import {
  listEligibleShifts,
  type Database,
  type EligibleShift,
  type ListEligibleShiftsParams,
} from '../src/index.ts'

type Listing = Omit<ListEligibleShiftsParams, 'after' | 'limit'>

/** The pages of a listing, each after the last shift of the previous one. The page sizes rotate through `sizes`. */
export async function* pagesOf(
  db: Database<'replica'>,
  listing: Listing,
  sizes: readonly [number, ...number[]],
): AsyncGenerator<EligibleShift[]> {
  let after: EligibleShift | undefined
  for (let page = 0; ; page++) {
    const limit = sizes[page % sizes.length] ?? sizes[0]
    const shifts = await listEligibleShifts(db, { ...listing, after, limit })
    yield shifts
    if (shifts.length < limit) return
    after = shifts.at(-1)
  }
}

/** The complete listing, read page by page. */
export function readAllPages(...params: Parameters<typeof pagesOf>): Promise<EligibleShift[]> {
  return collect(pagesOf(...params))
}

/** All items of the batches in one array. */
export async function collect<T>(batches: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = []
  for await (const batch of batches) all.push(...batch)
  return all
}
