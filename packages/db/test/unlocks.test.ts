import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  listShiftsOneDocumentAway,
  listUnlockedShifts,
  listUnlocks,
  type PageParams,
  type ShiftPosition,
  type ShiftSelection,
  type Unlock,
} from '../src/index.ts'
import {
  insertFixture,
  manyDocumentsFixtureWithQuery,
  unlockedShifts,
  unlocks,
  useTestDatabase,
  type Fixture,
  type ListingQuery,
} from '@shifts/testing'
import { fixtureExamples } from './fixtureExamples.ts'
import { homeUnknown, measuresFromUnknownHome, orHomeUnknown } from './unknownHome.ts'

const { db } = await useTestDatabase()

type Worker = Fixture['workers'][number]

function selectionsOf({ filter, window, facilityIds }: ListingQuery): ShiftSelection[] {
  const { weekdays, partsOfDay } = filter
  return [
    {},
    window,
    filter,
    { ...window, weekdays, partsOfDay },
    { ...window, ...filter },
    { ...window, facilityIds },
  ]
}

/** How often each case occurred, so that none is left untested by chance. */
const seen = {
  'more than ten pairs': 0,
  'more than ten triples': 0,
  'sets that their size puts in order': 0,
  'sets that their facilities put in order': 0,
  'sets that their ids put in order': 0,
  'a document that unlocks nothing alone': 0,
  'a worker without unlocks': 0,
  'unlocks under a filter': 0,
}

function record(selection: ShiftSelection, found: Unlock[]): void {
  const count = (name: keyof typeof seen, hasOccurred: boolean) => {
    if (hasOccurred) seen[name]++
  }
  const ofSize = (size: number) => found.filter(({ documents }) => documents.length === size)
  count('more than ten pairs', ofSize(2).length === 10)
  count('more than ten triples', ofSize(3).length === 10)
  for (const [n, one] of found.entries()) {
    const next = found[n + 1]
    if (next?.shifts !== one.shifts) continue
    const isSameSize = next.documents.length === one.documents.length
    count('sets that their size puts in order', !isSameSize)
    count('sets that their facilities put in order', isSameSize && next.facilities !== one.facilities)
    count('sets that their ids put in order', isSameSize && next.facilities === one.facilities)
  }
  const alone = new Set(ofSize(1).map(({ documents: [document] }) => document?.id))
  const inSets = found.flatMap(({ documents }) => documents)
  count(
    'a document that unlocks nothing alone',
    inSets.some(({ id }) => !alone.has(id)),
  )
  count('a worker without unlocks', found.length === 0)
  const isFiltered = Object.values(selection).some((value) => value !== undefined)
  count('unlocks under a filter', found.length > 0 && isFiltered)
}

type ReadPage<S> = (page: PageParams) => Promise<S[]>

/** Reads a complete listing, using the page sizes in turn. */
async function readAll<S extends ShiftPosition>(
  readPage: ReadPage<S>,
  pageSizes: [number, ...number[]],
): Promise<S[]> {
  const found: S[] = []
  for (let turn = 0; ; turn++) {
    const limit = pageSizes[turn % pageSizes.length] ?? pageSizes[0]
    const page = await readPage({ limit, after: found.at(-1) })
    found.push(...page)
    if (page.length < limit) return found
  }
}

const readUnlocked = (
  params: ShiftSelection & { workerId: number; documentIds: number[] },
  pageSizes: [number, ...number[]],
) => readAll((page) => listUnlockedShifts(db, { ...params, ...page }), pageSizes)

/** The shifts that one document would add, each with that document, by start, then id. */
const oneDocumentAway = (fixture: Fixture, worker: Worker, selection: ShiftSelection) =>
  fixture.documents
    .flatMap(({ id, name }) =>
      unlockedShifts(fixture, worker, [id], selection).map((shift) => ({
        ...shift,
        missingDocument: { id, name },
      })),
    )
    .toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt) || one.id - other.id)

async function agreesWithTheOracle(fixture: Fixture, worker: Worker, query: ListingQuery): Promise<void> {
  const { id: workerId } = worker
  const everyDocument = fixture.documents.map(({ id }) => id)
  for (const selection of selectionsOf(query)) {
    const isHomeNeeded = measuresFromUnknownHome(worker, selection)
    const expected = <T>(result: T) => (isHomeNeeded ? homeUnknown : result)
    const all = unlocks(fixture, worker, selection)
    const found = await orHomeUnknown(listUnlocks(db, { workerId, ...selection }))
    expect({ selection, found }).toEqual({ selection, found: expected(all) })
    if (!isHomeNeeded) record(selection, all)

    const sets = [all[0], all.at(-1)].flatMap((unlock) => (unlock ? [unlock] : []))
    for (const { documents, shifts } of sets) {
      const documentIds = documents.map(({ id }) => id)
      const sizes: [number, ...number[]] = Object.keys(selection).length === 0 ? query.pageSizes : [200]
      const listed = await readUnlocked({ workerId, documentIds, ...selection }, sizes)
      expect(listed).toEqual(unlockedShifts(fixture, worker, documentIds, selection))
      expect(listed).toHaveLength(shifts)
    }
    // Some of them the worker holds already.
    const listed = readUnlocked({ workerId, documentIds: everyDocument, ...selection }, [200])
    expect(await orHomeUnknown(listed)).toEqual(
      expected(unlockedShifts(fixture, worker, everyDocument, selection)),
    )
    const oneAway = readAll(
      (page) => listShiftsOneDocumentAway(db, { workerId, ...selection, ...page }),
      [Math.max(...query.pageSizes), 200],
    )
    expect(await orHomeUnknown(oneAway)).toEqual(expected(oneDocumentAway(fixture, worker, selection)))
  }
}

test(
  'unlocks, and the shifts of each, are what the oracle finds by adding documents and listing again',
  { timeout: 600_000 },
  async () => {
    const property = fc.asyncProperty(manyDocumentsFixtureWithQuery, async ([fixture, query]) => {
      await insertFixture(db, fixture)
      for (const worker of fixture.workers) await agreesWithTheOracle(fixture, worker, query)
    })
    const untested = () => Object.entries(seen).flatMap(([name, times]) => (times === 0 ? [name] : []))
    await fc.assert(property, { numRuns: 15, examples: fixtureExamples })
    // By chance, some case may not have occurred yet.
    for (let more = 0; more < 10 && untested().length > 0; more++) await fc.assert(property, { numRuns: 5 })
    expect(untested()).toEqual([])
  },
)
