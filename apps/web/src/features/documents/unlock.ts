import type { RouterOutputs } from '@shifts/api'

/** Documents that the worker lacks, of which every one matters, and how many shifts they would add at how many facilities. */
export type Unlock = RouterOutputs['document']['listUnlocks']['unlocks'][number]

export type UnlockDocument = Unlock['documents'][number]

const keyOf = (documentIds: readonly number[]) => documentIds.toSorted((one, other) => one - other).join()

/** The unlock of exactly these documents, if it is listed. */
export const findUnlock = (unlocks: readonly Unlock[], documentIds: readonly number[]): Unlock | undefined =>
  unlocks.find(({ documents }) => keyOf(documents.map(({ id }) => id)) === keyOf(documentIds))

/**
 * The pairs and triples that are worth more than their parts: more shifts than their documents add one by one, and, for a triple,
 * more than any listed pair of it and the third document.
 */
export function findSynergies(unlocks: readonly Unlock[]): Unlock[] {
  const shiftsOf = (documents: readonly UnlockDocument[]) =>
    findUnlock(
      unlocks,
      documents.map(({ id }) => id),
    )?.shifts ?? 0
  return unlocks.filter(({ documents, shifts }) => {
    if (documents.length === 1) return false
    const alone = documents.reduce((sum, document) => sum + shiftsOf([document]), 0)
    const withPair = documents.map((document) => {
      const others = documents.filter((other) => other !== document)
      return others.length > 1 ? shiftsOf(others) + shiftsOf([document]) : 0
    })
    return shifts > Math.max(alone, ...withPair)
  })
}
