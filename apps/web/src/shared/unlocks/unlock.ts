import type { RouterOutputs } from '@shifts/api'

/** Documents that the worker lacks, of which every one matters, and how many shifts they would add at how many facilities. */
export type Unlock = RouterOutputs['document']['listUnlocks']['unlocks'][number]

export type UnlockDocument = Unlock['documents'][number]

const keyOf = (documentIds: readonly number[]) => documentIds.toSorted((one, other) => one - other).join()

/** The unlock of exactly these documents, if it is listed. */
export const findUnlock = (unlocks: readonly Unlock[], documentIds: readonly number[]): Unlock | undefined =>
  unlocks.find(({ documents }) => keyOf(documents.map(({ id }) => id)) === keyOf(documentIds))
