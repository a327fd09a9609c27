import { findUnlock, type Unlock, type UnlockDocument } from '@/shared/unlocks/unlock.ts'

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
