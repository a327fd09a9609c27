import { beforeEach, describe, expect, test } from 'vitest'
import { countEligibleShiftsByDay, listEligibleShifts } from '../src/index.ts'
import { emptyTables, makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { makeOtherFacilities, shapes } from './manyFacilities.ts'

const { db } = await useTestDatabase()
beforeEach(() => emptyTables(db))

describe.each(shapes)('a window, for a worker who may work at $at', ({ others }) => {
  beforeEach(() => makeOtherFacilities(db, others))

  /** The starts of the listed shifts. Checks that as many are counted. */
  async function startsIn(workerId: number, window: { from?: string; to?: string }): Promise<string[]> {
    const shifts = await listEligibleShifts(db, { workerId, ...window, limit: 10 })
    const { from = '2000-01-01T00:00:00Z', to = '2100-01-01T00:00:00Z' } = window
    const days = await countEligibleShiftsByDay(db, { workerId, from, to, timeZone: 'UTC' })
    expect(days.reduce((sum, day) => sum + day.shifts, 0)).toBe(shifts.length)
    return shifts.map(({ startsAt }) => startsAt)
  }

  async function makeShifts(...times: { startsAt: string; endsAt: string }[]) {
    const worker = await makeWorker(db)
    const clinic = await makeFacility(db)
    for (const time of times) await makeShift(db, { facilityId: clinic.id, ...time })
    return worker.id
  }

  const morning = { startsAt: '2026-12-02T00:00:00Z', endsAt: '2026-12-02T08:00:00Z' }
  const overnight = { startsAt: '2026-12-01T23:00:00Z', endsAt: '2026-12-02T07:00:00Z' }

  test('includes a shift that starts at its start, but not one that starts at its end', async () => {
    const workerId = await makeShifts(overnight, morning)
    expect(await startsIn(workerId, { from: overnight.startsAt, to: morning.startsAt })).toEqual([
      overnight.startsAt,
    ])
  })

  test('shares and loses no shift between adjacent windows', async () => {
    const workerId = await makeShifts(overnight, morning)
    const tuesday = await startsIn(workerId, { from: '2026-12-01T00:00:00Z', to: '2026-12-02T00:00:00Z' })
    const wednesday = await startsIn(workerId, { from: '2026-12-02T00:00:00Z', to: '2026-12-03T00:00:00Z' })
    expect([tuesday, wednesday]).toEqual([[overnight.startsAt], [morning.startsAt]])
  })

  test('includes an overnight shift that ends after it', async () => {
    const workerId = await makeShifts(overnight)
    expect(await startsIn(workerId, { to: '2026-12-02T00:00:00Z' })).toEqual([overnight.startsAt])
  })

  test('does not include an overnight shift that started before it', async () => {
    const workerId = await makeShifts(overnight)
    expect(await startsIn(workerId, { from: '2026-12-02T00:00:00Z' })).toEqual([])
  })

  test('compares instants, whatever their offsets', async () => {
    const workerId = await makeShifts(overnight)
    const window = { from: '2026-12-01T17:00:00-06:00', to: '2026-12-02T04:45:00.000001+05:45' }
    expect(await startsIn(workerId, window)).toEqual([overnight.startsAt])
  })

  test('is empty if its end is not after its start', async () => {
    const workerId = await makeShifts(overnight)
    expect(await startsIn(workerId, { from: overnight.startsAt, to: overnight.startsAt })).toEqual([])
    expect(await startsIn(workerId, { from: '2026-12-03T00:00:00Z', to: '2026-12-01T00:00:00Z' })).toEqual([])
  })

  test('includes past shifts if it has no start', async () => {
    const past = { startsAt: '2001-01-01T08:00:00Z', endsAt: '2001-01-01T16:00:00Z' }
    const workerId = await makeShifts(morning, past)
    expect(await startsIn(workerId, {})).toEqual([past.startsAt, morning.startsAt])
    expect(await startsIn(workerId, { to: '2002-01-01T00:00:00Z' })).toEqual([past.startsAt])
  })
})
