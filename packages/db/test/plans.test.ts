import { afterAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { withClient } from '../src/client/withClient.ts'
import {
  connect,
  countEligibleShiftsByDay,
  listEligibleFacilities,
  listEligibleShifts,
  listUnlockedShifts,
  listUnlocks,
  type EligibleShift,
  type ShiftFilter,
  type ShiftWindow,
} from '../src/index.ts'
import { seed } from '@shifts/seed'
import { makeWorker, useTestDatabase } from '@shifts/testing'
import { nodesOf, parsePlan, rowsRead, unlimitedSources, type PlanNode } from './plan.ts'

const shifts = 200_000
const { ownerUrl: url } = await useTestDatabase()
const { deterministicWorkers } = await seed(url, {
  preset: 'marketplace',
  shifts,
  seed: 1,
  anchor: '2026-12-01',
})

const { db, close } = connect(url, { timeoutMs: 60_000 })
afterAll(close)
const sent = vi.spyOn(db.$client, 'query')

const values = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
const statement = z.union([
  z.tuple([z.object({ text: z.string() }), values]).transform(([{ text }, values]) => ({ text, values })),
  z.tuple([z.object({ text: z.string(), values })]).transform(([query]) => query),
])

/** How PostgreSQL plans a prepared statement: for the given values, or once for all values. */
type PlanCacheMode = 'force_custom_plan' | 'force_generic_plan'

/** The result of a query function, and the plans of exactly the statements that it sent. */
async function plansOf<T>(
  run: () => Promise<T>,
  mode: PlanCacheMode = 'force_custom_plan',
): Promise<{ result: T; plans: PlanNode[] }> {
  sent.mockClear()
  const result = await run()
  const statements = sent.mock.calls.map((call) => statement.parse(call))
  const plans: PlanNode[] = []
  for (const { text, values } of statements) plans.push(await planOf(text, values, mode))
  return { result, plans }
}

async function planOf(
  text: string,
  values: (string | number | boolean | null)[],
  mode: PlanCacheMode,
): Promise<PlanNode> {
  return withClient(url, async (client) => {
    const literals = values.map((value) => (value === null ? 'null' : client.escapeLiteral(String(value))))
    await client.query(`set plan_cache_mode = ${mode}; prepare statement as ${text}`)
    const { rows } = await client.query(
      `explain (analyze, format json) execute statement(${literals.join(', ')})`,
    )
    return parsePlan(rows)
  })
}

const activeFacilities = 1_800
const shareOf = async (workerId: number) =>
  (await listEligibleFacilities(db, workerId)).length / activeFacilities

const everywhere = deterministicWorkers.map(({ id }) => id)
const typical = [3, 8, 27]
// Without documents, so it may work only where none is required.
const withoutDocuments = (await makeWorker(db)).id

const chicago = { latitude: 41.8781, longitude: -87.6298 }
const filters: [string, ShiftFilter & ShiftWindow][] = [
  ['a window of days', { from: undefined, to: undefined, fromDay: '2026-12-01', toDay: '2027-01-01' }],
  ['weekdays', { weekdays: ['sat', 'sun'] }],
  ['parts of the day', { partsOfDay: ['night'] }],
  ['weekdays and parts of the day', { weekdays: ['sat'], partsOfDay: ['evening'] }],
  ['lengths', { minHours: 8, maxHours: 10 }],
  ['a short distance', { withinMiles: 25, near: chicago }],
  ['a long distance', { withinMiles: 1_000, near: chicago }],
  ['not started', { notStarted: true }],
  ['around claimed shifts', { fitsAroundClaimed: true }],
  ['around claimed shifts, with rest', { fitsAroundClaimed: true, minRestHours: 10 }],
  [
    'everything',
    {
      from: undefined,
      to: undefined,
      fromDay: '2026-12-01',
      toDay: '2027-01-01',
      weekdays: ['fri', 'sat'],
      partsOfDay: ['day', 'night'],
      minHours: 4,
      maxHours: 12,
      withinMiles: 500,
      near: chicago,
      notStarted: true,
      fitsAroundClaimed: true,
      minRestHours: 8,
    },
  ],
]

test('the workers may work at all, some and few of the facilities', async () => {
  for (const workerId of everywhere) expect(await shareOf(workerId)).toBe(1)
  for (const workerId of typical) {
    expect(await shareOf(workerId)).toBeGreaterThan(0.1)
    expect(await shareOf(workerId)).toBeLessThan(0.4)
  }
  expect(await shareOf(withoutDocuments)).toBeGreaterThan(0.01)
  expect(await shareOf(withoutDocuments)).toBeLessThan(0.04)
})

describe.each([
  ...everywhere.map((workerId) => [`a deterministic worker, ${workerId},`, workerId] as const),
  ...typical.map((workerId) => [`a typical worker, ${workerId},`, workerId] as const),
  ['a worker without documents', withoutDocuments] as const,
])('for %s', (_, workerId) => {
  const from = '2026-12-01T00:00:00Z'
  const to = '2027-01-01T00:00:00Z'
  const page = (params: { from?: string; to?: string; after?: EligibleShift | undefined }) =>
    listEligibleShifts(db, { workerId, limit: 100, ...params })

  const pages = [
    ['the first page of a month', () => page({ from, to })],
    ['the next page of a month', async () => page({ from, to, after: (await page({ from, to })).at(49) })],
    ['the first page of everything', () => page({})],
  ] as const
  const modes = ['force_custom_plan', 'force_generic_plan'] as const

  test.each(pages.flatMap(([name, run]) => modes.map((mode) => [name, mode, run] as const)))(
    '%s by %s is read from the partial indexes, without sorting more than pages',
    async (_, mode, run) => {
      const { result, plans } = await plansOf(run, mode)
      expect(result.length).toBeGreaterThan(0)
      for (const plan of plans) {
        expectIndexedReads(plan)
        const sorts = nodesOf(plan).filter((node) => node['Node Type'].endsWith('Sort'))
        for (const sort of sorts) expect(unlimitedSources(sort).filter(isOnShift)).toEqual([])
      }
    },
  )

  test.each(filters)('%s: list and counts are read from the partial indexes', async (_, filter) => {
    const selection = { workerId, from, to, ...filter }
    const list = await plansOf(
      () => listEligibleShifts(db, { ...selection, limit: 100 }),
      'force_generic_plan',
    )
    const ownDays = await plansOf(() => countEligibleShiftsByDay(db, selection), 'force_generic_plan')
    for (const plan of [...list.plans, ...ownDays.plans]) {
      // After an empty result the worker is looked up, without a scan of shifts.
      if (shiftScans(plan).length > 0) expectIndexedReads(plan)
    }
    expect([...list.plans, ...ownDays.plans].filter((plan) => shiftScans(plan).length > 0)).toHaveLength(2)
  })

  test('a window of days reads no more than a day besides', async () => {
    const days = { workerId, fromDay: '2026-12-08', toDay: '2026-12-09' }
    const { result, plans } = await plansOf(() => countEligibleShiftsByDay(db, days), 'force_generic_plan')
    const counted = result.reduce((sum, day) => sum + day.shifts, 0)
    const read = plans.flatMap(shiftScans).reduce((sum, scan) => sum + rowsRead(scan), 0)
    expect(read).toBeLessThan(counted * 2 + 50)
  })

  test('counts of a month read only that month from the partial indexes', async () => {
    const { result, plans } = await plansOf(() =>
      countEligibleShiftsByDay(db, { workerId, from, to, timeZone: 'America/New_York' }),
    )
    expect(result.length).toBeGreaterThan(5)
    expect(plans).toHaveLength(1)
    for (const plan of plans) {
      expectIndexedReads(plan)
      for (const scan of shiftScans(plan)) expect(scan['Index Cond']).toMatch(/starts_at >= .*starts_at < /)
    }
  })
})

describe.each([
  ...typical.map((workerId) => [`a typical worker, ${workerId},`, workerId] as const),
  ['a worker without documents', withoutDocuments] as const,
])('for %s', (_, workerId) => {
  const from = '2026-12-01T00:00:00Z'
  const to = '2027-01-01T00:00:00Z'
  const selections: typeof filters = [['no filter', {}], ...filters]

  test.each(selections)(
    '%s: unlocks and their shifts are read from the partial indexes',
    async (_, filter) => {
      const selection = { workerId, from, to, ...filter }
      const unlocks = await plansOf(() => listUnlocks(db, selection), 'force_generic_plan')
      const documentIds = unlocks.result[0]?.documents.map(({ id }) => id) ?? [1]
      const unlocked = await plansOf(
        () => listUnlockedShifts(db, { ...selection, documentIds, limit: 100 }),
        'force_generic_plan',
      )
      for (const { plans } of [unlocks, unlocked]) {
        const ofShifts = plans.filter((plan) => shiftScans(plan).length > 0)
        expect(ofShifts).toHaveLength(1)
        ofShifts.forEach(expectIndexedReads)
      }
    },
  )

  test('unlocks of a month read only that month, and only at facilities that documents would open', async () => {
    const { result, plans } = await plansOf(
      () => listUnlocks(db, { workerId, from, to }),
      'force_generic_plan',
    )
    expect(result.length).toBeGreaterThan(5)
    const scans = plans.flatMap(shiftScans).filter((scan) => scan['Actual Loops'] > 0)
    expect(scans).toHaveLength(1)
    for (const scan of scans) {
      expect(scan['Index Name']).toBe('shift_open_by_facility')
      expect(scan['Index Cond']).toMatch(/facility_id = .*starts_at >= .*starts_at < /)
    }
  })
})

const isOnShift = (node: PlanNode) => node['Relation Name'] === 'shift'

/** In a bitmap scan, the index scan has the name of the index and the heap scan above it that of the table. */
const shiftScans = (plan: PlanNode) =>
  nodesOf(plan).filter((node) => isOnShift(node) || node['Index Name']?.startsWith('shift_'))

function expectIndexedReads(plan: PlanNode) {
  const scans = shiftScans(plan)
  expect(scans.length).toBeGreaterThan(0)
  for (const scan of scans) {
    expect(scan['Node Type']).toMatch(/^(Index Only Scan|Index Scan)$/)
    expect(scan['Index Name']).toMatch(
      /^(shift_open_by_start|shift_open_by_facility|shift_of_worker_by_start)$/,
    )
  }
  const read = scans.reduce((sum, scan) => sum + rowsRead(scan), 0)
  expect(read).toBeLessThan(shifts / 40)
}
