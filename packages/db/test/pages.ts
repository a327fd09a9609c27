import {
  listEligibleShifts,
  type Database,
  type EligibleShift,
  type ListEligibleShiftsParams,
} from '../src/index.ts'

type Question = Omit<ListEligibleShiftsParams, 'after' | 'limit'>

/** The listing page by page, each after the last shift of the one before; `sizes` are used in turn, round and round. */
export async function* pagesOf(
  db: Database,
  question: Question,
  sizes: readonly [number, ...number[]],
): AsyncGenerator<EligibleShift[]> {
  let after: EligibleShift | undefined
  for (let turn = 0; ; turn++) {
    const limit = sizes[turn % sizes.length] ?? sizes[0]
    const page = await listEligibleShifts(db, { ...question, after, limit })
    yield page
    if (page.length < limit) return
    after = page.at(-1)
  }
}

/** The whole listing, read by pages. */
export function walk(...listing: Parameters<typeof pagesOf>): Promise<EligibleShift[]> {
  return gather(pagesOf(...listing))
}

/** What comes in batches, in one list. */
export async function gather<T>(batches: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = []
  for await (const batch of batches) all.push(...batch)
  return all
}
