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
 * All documents that add shifts alone, and the ten best pairs and the ten best triples of which every document matters: by shifts
 * (most first), then fewer documents, then facilities (most first), then ids. It is exact, although it tries few of the possible
 * sets.
 * @param locked the sets of one to three documents that some shifts require, and no others, besides those that the worker holds,
 * with the number of these shifts
 */
export function bestUnlocks(locked: readonly DocumentSet[]): DocumentSet[] {
  const gains = new Map(locked.map((set) => [set.documentIds.join(), set]))

  /** The documents with what all of them add: the shifts that require some of them, and no others. */
  function together(...documentIds: number[]): DocumentSet {
    const [a = 0, b = 0, c] = documentIds.sort((one, other) => one - other)
    const parts = [`${a}`, `${b}`, `${a},${b}`]
    if (c !== undefined) parts.push(`${c}`, `${a},${c}`, `${b},${c}`, `${a},${b},${c}`)
    const set = { documentIds, shifts: 0, facilities: 0 }
    for (const part of parts) {
      const gain = gains.get(part)
      set.shifts += gain?.shifts ?? 0
      set.facilities += gain?.facilities ?? 0
    }
    return set
  }

  const singles = locked.filter(({ documentIds }) => documentIds.length === 1).toSorted(byWorth)
  const bestSingles = singles.slice(0, considered).flatMap(({ documentIds }) => documentIds)
  const pairs = setsOfTwo(locked)
  const triples = setsOfThree(locked)

  const partners = new Map<number, Set<number>>()
  for (const [a, b] of pairs) {
    partners.set(a, (partners.get(a) ?? new Set()).add(b))
    partners.set(b, (partners.get(b) ?? new Set()).add(a))
  }
  const bestPartners = new Map(
    [...partners].map(([id, others]) => {
      const ranked = [...others].map((other) => together(id, other)).sort(byWorth)
      return [id, ranked.slice(0, considered).flatMap(({ documentIds }) => documentIds)]
    }),
  )

  /** The documents that may complete one of the best triples with this pair, of which each adds shifts. */
  function thirdsFor(a: number, b: number): Set<number> {
    const [fewer = [], more = new Set()] = [partners.get(a), partners.get(b)].sort(
      (one, other) => (one?.size ?? 0) - (other?.size ?? 0),
    )
    const ofBoth = [...fewer].filter((id) => more.has(id))
    const thirds = new Set([
      ...bestSingles,
      ...(bestPartners.get(a) ?? []),
      ...(bestPartners.get(b) ?? []),
      ...ofBoth,
    ])
    thirds.delete(a)
    thirds.delete(b)
    return thirds
  }

  const bestPairs = new BestSets()
  const bestTriples = new BestSets()
  for (const [n, a] of bestSingles.entries()) {
    for (const [m, b] of bestSingles.slice(0, n).entries()) {
      bestPairs.add(together(a, b))
      for (const c of bestSingles.slice(0, m)) bestTriples.add(together(a, b, c))
    }
  }
  for (const [a, b] of pairs) {
    bestPairs.add(together(a, b))
    for (const c of thirdsFor(a, b)) bestTriples.add(together(a, b, c))
  }
  for (const [a, b, c] of triples) bestTriples.add(together(a, b, c))

  return [...singles, ...bestPairs.sets, ...bestTriples.sets].sort(byWorth)
}

/** The ten best of the sets that are added. */
class BestSets {
  readonly sets: DocumentSet[] = []

  add(set: DocumentSet): void {
    const worst = this.sets[kept - 1]
    if (worst && byWorth(set, worst) >= 0) return
    const place = this.sets.findIndex((other) => byWorth(set, other) <= 0)
    const isKnown = place >= 0 && byWorth(set, this.sets[place] ?? set) === 0
    if (isKnown) return
    this.sets.splice(place < 0 ? this.sets.length : place, 0, set)
    this.sets.splice(kept)
  }
}

const setsOfTwo = (sets: readonly DocumentSet[]) =>
  sets.flatMap(({ documentIds: [a, b, c] }) =>
    a !== undefined && b !== undefined && c === undefined ? [[a, b] as const] : [],
  )

const setsOfThree = (sets: readonly DocumentSet[]) =>
  sets.flatMap(({ documentIds: [a, b, c] }) =>
    a !== undefined && b !== undefined && c !== undefined ? [[a, b, c] as const] : [],
  )

/** The better set first. */
function byWorth(one: DocumentSet, other: DocumentSet): number {
  return (
    other.shifts - one.shifts ||
    one.documentIds.length - other.documentIds.length ||
    other.facilities - one.facilities ||
    byIds(one.documentIds, other.documentIds)
  )
}

/** Only for sets of the same size. */
function byIds(one: readonly number[], other: readonly number[]): number {
  const n = one.findIndex((id, n) => id !== other[n])
  return n < 0 ? 0 : (one[n] ?? 0) - (other[n] ?? 0)
}
