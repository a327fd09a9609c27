import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countEligibleShiftsByDay, streamEligibleShifts, type ShiftSelection } from '../src/index.ts'
import {
  eligibleDays,
  eligibleShifts,
  pastAndFutureFixtureWithQuery,
  insertFixture,
  useTestDatabase,
  type Fixture,
  type ListingQuery,
} from '@shifts/testing'
import { filterPartsOf, selectionParams } from '../src/shifts/filter.ts'
import { collect, readAllPages } from './pages.ts'
import { homeUnknown, measuresFromUnknownHome, orHomeUnknown } from './unknownHome.ts'

const { db } = await useTestDatabase()

type Worker = Fixture['workers'][number]

/** Each field of the filter alone, all of them together, and the window, also with another filter. */
function selectionsOf({ filter, window, facilityIds }: ListingQuery): ShiftSelection[] {
  const { withinMiles, near, fitsAroundClaimed, minRestHours, ...others } = filter
  const alone = Object.entries(others).flatMap(([field, value]) =>
    value === undefined ? [] : [{ [field]: value }],
  )
  return [
    ...alone,
    { withinMiles, near },
    { fitsAroundClaimed, minRestHours },
    filter,
    window,
    { ...window, ...filter },
    { ...window, ...filter, facilityIds },
    { ...window, withinMiles, near },
    { ...window, weekdays: filter.weekdays, partsOfDay: filter.partsOfDay },
    { minHours: filter.minHours, notStarted: true, facilityIds },
    { minHours: filter.minHours, notStarted: true, weekdays: filter.weekdays },
    { weekdays: filter.weekdays, facilityIds },
  ]
}

/** Small pages where their size may matter: with everything. The other listings are one page. */
const pageSizesOf = (selection: ShiftSelection, { pageSizes }: ListingQuery): [number, ...number[]] =>
  selection.facilityIds || Object.keys(selection).length === 0 ? pageSizes : [200]

/**
 * How many shifts every field has kept and left out, so that none is tested with what proves nothing, and the variants of the queries.
 */
const seen = {
  kept: new Map<string, number>(),
  leftOut: new Map<string, number>(),
  variants: new Set<string>(),
}

function record(selection: ShiftSelection, kept: number, total: number): void {
  seen.variants.add(filterPartsOf(selectionParams(0, selection)).join())
  for (const [field, value] of Object.entries(selection)) {
    if (value === undefined) continue
    seen.kept.set(field, (seen.kept.get(field) ?? 0) + kept)
    seen.leftOut.set(field, (seen.leftOut.get(field) ?? 0) + total - kept)
  }
}

async function agreesWithTheOracle(fixture: Fixture, worker: Worker, query: ListingQuery): Promise<void> {
  const { id: workerId } = worker
  const { timeZone } = query
  const everything = eligibleShifts(fixture, worker).length
  for (const selection of selectionsOf(query)) {
    const params = { workerId, ...selection }
    const selected = eligibleShifts(fixture, worker, selection)
    const isHomeNeeded = measuresFromUnknownHome(worker, selection)
    const expected = <T>(result: T) => (isHomeNeeded ? homeUnknown : result)
    const list = readAllPages(db, params, pageSizesOf(selection, query))
    expect({ selection, list: await orHomeUnknown(list) }).toEqual({ selection, list: expected(selected) })
    const stream = collect(streamEligibleShifts(db, params))
    expect(await orHomeUnknown(stream)).toEqual(expected(selected))
    const ownDays = eligibleDays(fixture, worker, selection)
    expect(await orHomeUnknown(countEligibleShiftsByDay(db, params))).toEqual(expected(ownDays))
    const days = eligibleDays(fixture, worker, { ...selection, timeZone })
    const counted = countEligibleShiftsByDay(db, { ...params, timeZone })
    expect(await orHomeUnknown(counted)).toEqual(expected(days))
    if (!isHomeNeeded) record(selection, selected.length, everything)
  }
}

test(
  'list, count and export agree with the oracle on every filter, any combination and any window',
  { timeout: 600_000 },
  async () => {
    const property = fc.asyncProperty(pastAndFutureFixtureWithQuery, async ([fixture, query]) => {
      await insertFixture(db, fixture)
      for (const worker of fixture.workers) await agreesWithTheOracle(fixture, worker, query)
    })
    const untested = () => [
      ...fields.filter((field) => !seen.kept.get(field) || !seen.leftOut.get(field)),
      ...variants.filter((variant) => !seen.variants.has(variant)),
    ]
    await fc.assert(property, { numRuns: 3 })
    // By chance, some field may not have kept or left out a shift yet.
    for (let more = 0; more < 20 && untested().length > 0; more++) await fc.assert(property, { numRuns: 5 })
    expect(untested()).toEqual([])
  },
)

const variants = [
  '',
  'place',
  'shift',
  'clock',
  'place,shift',
  'place,clock',
  'shift,clock',
  'place,shift,clock',
]

const fields: (keyof ShiftSelection)[] = [
  'facilityIds',
  'weekdays',
  'partsOfDay',
  'minHours',
  'maxHours',
  'withinMiles',
  'near',
  'notStarted',
  'fitsAroundClaimed',
  'minRestHours',
  'from',
  'to',
  'fromDay',
  'toDay',
]
