/** What documents add to the shifts that a worker may take. */
export interface Gain {
  shifts: number
  /** Those where the shifts are. */
  facilities: number
}

export interface DocumentSet extends Gain {
  /** Ascending. */
  documentIds: readonly number[]
}

/** The number of documents in the largest set. */
export const maxDocuments = 3

/** How many pairs are returned, and how many triples. */
const kept = 10

/**
 * The documents that can complete a set are ranked by what they add to it. A better one makes a better set, so none after the tenth
 * completes one of the ten best sets. Two more, because a ranking may include documents that the set has already.
 */
const considered = kept + maxDocuments - 1

/**
 * All documents that add shifts alone, and the ten best pairs and the ten best triples in which each document adds shifts to the
 * others: by shifts (most first), then fewer documents, then facilities (most first), then ids. It is exact, although it tries few
 * of the possible sets.
 * @param locked the sets of one to three documents that some shifts require, and no others, besides those that the worker holds,
 * with the number of these shifts
 */
export function bestUnlocks(locked: readonly DocumentSet[]): DocumentSet[] {
  const { alone, inPairs, inTriples } = bySize(locked)
  const partnersOf = (id: number) => inPairs.get(id) ?? noPartners

  /** The documents with what all of them add: the shifts that require some of them, and no others. */
  function together(a: number, b: number, c?: number): DocumentSet {
    const gains = [alone.get(a), alone.get(b), partnersOf(a).get(b)]
    if (c === undefined) return { documentIds: ascending([a, b]), ...sum(gains) }
    const documentIds = ascending([a, b, c])
    const ofAll = inTriples.get(documentIds.join())
    gains.push(alone.get(c), partnersOf(a).get(c), partnersOf(b).get(c), ofAll)
    return { documentIds, ...sum(gains) }
  }

  const singles = [...alone].map(([id, gain]) => ({ documentIds: [id], ...gain })).sort(byWorth)
  const bestSingles = singles.slice(0, considered).flatMap(({ documentIds }) => documentIds)
  const bestPartners = new Map(
    [...inPairs].map(([id, partners]) => {
      const added = [...partners].map(([other, gain]) => ({
        documentIds: [other],
        ...sum([gain, alone.get(other)]),
      }))
      const best = added.sort(byWorth).slice(0, considered)
      return [id, best.flatMap(({ documentIds }) => documentIds)]
    }),
  )

  const pairs = new BestSets()
  const triples = new BestSets()

  // Triples that some shifts require.
  for (const { documentIds } of locked) {
    const [a, b, c] = documentIds
    if (a !== undefined && b !== undefined && c !== undefined) triples.add(together(a, b, c))
  }

  // Documents that each add shifts alone.
  for (const [n, a] of bestSingles.entries()) {
    for (const [m, b] of bestSingles.slice(0, n).entries()) {
      pairs.add(together(a, b))
      for (const c of bestSingles.slice(0, m)) triples.add(together(a, b, c))
    }
  }

  // Pairs that some shifts require, alone and with a third document that adds shifts.
  for (const [a, ofA] of inPairs) {
    for (const b of ofA.keys()) {
      if (b < a) continue
      const ofB = partnersOf(b)
      const pair = together(a, b)
      pairs.add(pair)
      const tryThird = (c: number) => {
        // Without the shifts that require all three: such triples have been added already.
        const added = sum([alone.get(c), ofA.get(c), ofB.get(c)])
        if (c !== a && c !== b && pair.shifts + added.shifts >= triples.leastShifts)
          triples.add(together(a, b, c))
      }
      bestSingles.forEach(tryThird)
      bestPartners.get(a)?.forEach(tryThird)
      bestPartners.get(b)?.forEach(tryThird)
      const [fewer, more] = ofA.size < ofB.size ? [ofA, ofB] : [ofB, ofA]
      for (const c of fewer.keys()) if (more.has(c)) tryThird(c)
    }
  }

  return [...singles, ...pairs.sets, ...triples.sets].sort(byWorth)
}

/** By partner: what a document adds with it. */
type Partners = ReadonlyMap<number, Gain>

const noPartners: Partners = new Map()

/** The gains of sets of one, two and three documents. A pair is in the partners of both of its documents. */
function bySize(locked: readonly DocumentSet[]) {
  const alone = new Map<number, Gain>()
  const inPairs = new Map<number, Map<number, Gain>>()
  const inTriples = new Map<string, Gain>()
  for (const { documentIds, ...gain } of locked) {
    const [a = 0, b, c] = documentIds
    if (b === undefined) alone.set(a, gain)
    else if (c === undefined) {
      inPairs.set(a, (inPairs.get(a) ?? new Map<number, Gain>()).set(b, gain))
      inPairs.set(b, (inPairs.get(b) ?? new Map<number, Gain>()).set(a, gain))
    } else inTriples.set(documentIds.join(), gain)
  }
  return { alone, inPairs, inTriples }
}

/** The best of the sets that are added. */
class BestSets {
  readonly sets: DocumentSet[] = []

  /** A set with fewer shifts is not among the best. */
  get leastShifts(): number {
    return this.sets[kept - 1]?.shifts ?? 0
  }

  add(set: DocumentSet): void {
    const place = this.sets.findIndex((other) => byWorth(set, other) <= 0)
    const next = this.sets[place]
    // Only the same set is worth the same.
    if (next && byWorth(set, next) === 0) return
    this.sets.splice(next ? place : this.sets.length, 0, set)
    this.sets.splice(kept)
  }
}

const ascending = (ids: number[]) => ids.sort((one, other) => one - other)

function sum(gains: (Gain | undefined)[]): Gain {
  const total = { shifts: 0, facilities: 0 }
  for (const gain of gains) {
    if (!gain) continue
    total.shifts += gain.shifts
    total.facilities += gain.facilities
  }
  return total
}

/** The better set first. */
function byWorth(one: DocumentSet, other: DocumentSet): number {
  return (
    other.shifts - one.shifts ||
    one.documentIds.length - other.documentIds.length ||
    other.facilities - one.facilities ||
    byIds(one, other)
  )
}

/** Both sets have the same size. */
function byIds({ documentIds: one }: DocumentSet, { documentIds: other }: DocumentSet): number {
  const n = one.findIndex((id, n) => id !== other[n])
  return (one[n] ?? 0) - (other[n] ?? 0)
}
