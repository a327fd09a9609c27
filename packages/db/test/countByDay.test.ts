import { describe, expect, test } from 'vitest'
import { countEligibleShiftsByDay, isUnknownTimeZone } from '../src/index.ts'
import { makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'

const { db } = await useTestDatabase()

/** The counts by day in a time zone for shifts of one facility that start at these instants. */
async function daysOf(timeZone: string, starts: string[]) {
  const worker = await makeWorker(db)
  const clinic = await makeFacility(db)
  for (const startsAt of starts) await makeShift(db, { facilityId: clinic.id, startsAt })
  const window = { from: '2020-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' }
  const days = await countEligibleShiftsByDay(db, {
    workerId: worker.id,
    ...window,
    timeZone,
    facilityIds: [clinic.id],
  })
  return days.map(({ day, shifts }) => ({ day, shifts }))
}

test('groups shifts by day, not by instant, and leaves empty days out', async () => {
  const starts = [
    '2026-12-01T06:00:00Z',
    '2026-12-01T14:00:00Z',
    '2026-12-01T14:00:00Z',
    '2026-12-04T22:00:00Z',
  ]
  expect(await daysOf('UTC', starts)).toEqual([
    { day: '2026-12-01', shifts: 3 },
    { day: '2026-12-04', shifts: 1 },
  ])
})

test('counts an overnight shift once, on the day on which it starts', async () => {
  expect(await daysOf('America/Chicago', ['2026-12-02T05:00:00Z'])).toEqual([
    { day: '2026-12-01', shifts: 1 },
  ])
})

test('counts a facility once a day, however many its shifts', async () => {
  const worker = await makeWorker(db)
  const [first, second] = [await makeFacility(db), await makeFacility(db)]
  await makeShift(db, { facilityId: first.id })
  await makeShift(db, { facilityId: first.id })
  await makeShift(db, { facilityId: second.id })
  const days = await countEligibleShiftsByDay(db, {
    workerId: worker.id,
    from: '2026-12-01T00:00:00Z',
    to: '2026-12-02T00:00:00Z',
    timeZone: 'UTC',
    facilityIds: [first.id, second.id],
  })
  expect(days).toEqual([{ day: '2026-12-01', shifts: 3, facilities: 2 }])
})

describe("days are the caller's, whatever zone the server or the facility is in:", () => {
  // The day of one instant in several time zones.
  test.each([
    ['UTC', '2026-12-01'],
    ['America/Los_Angeles', '2026-11-30'],
    ['Asia/Kathmandu', '2026-12-01'],
    ['Pacific/Kiritimati', '2026-12-01'],
    ['Pacific/Pago_Pago', '2026-11-30'],
  ])('in %s 2026-12-01T05:00Z is on %s', async (timeZone, day) => {
    expect(await daysOf(timeZone, ['2026-12-01T05:00:00Z'])).toEqual([{ day, shifts: 1 }])
  })
})

describe('a day on which the clock changes', () => {
  test('is 23 hours long in spring', async () => {
    const lastBefore = '2026-03-08T04:59:59Z'
    const [first, last] = ['2026-03-08T05:00:00Z', '2026-03-09T03:59:59Z']
    const firstAfter = '2026-03-09T04:00:00Z'
    expect(await daysOf('America/New_York', [lastBefore, first, last, firstAfter])).toEqual([
      { day: '2026-03-07', shifts: 1 },
      { day: '2026-03-08', shifts: 2 },
      { day: '2026-03-09', shifts: 1 },
    ])
  })

  test('is 25 hours long in autumn', async () => {
    const lastBefore = '2026-11-01T03:59:59Z'
    const [first, last] = ['2026-11-01T04:00:00Z', '2026-11-02T04:59:59Z']
    const firstAfter = '2026-11-02T05:00:00Z'
    expect(await daysOf('America/New_York', [lastBefore, first, last, firstAfter])).toEqual([
      { day: '2026-10-31', shifts: 1 },
      { day: '2026-11-01', shifts: 2 },
      { day: '2026-11-02', shifts: 1 },
    ])
  })

  test('may begin at one in the morning, where the change is at midnight', async () => {
    // In Havana 2025-03-09 has no midnight: 23:59:59 is followed by 01:00:00.
    expect(await daysOf('America/Havana', ['2025-03-09T04:59:59Z', '2025-03-09T05:00:00Z'])).toEqual([
      { day: '2025-03-08', shifts: 1 },
      { day: '2025-03-09', shifts: 1 },
    ])
  })

  test('may have its last hour twice', async () => {
    // In Santiago the last hour of 2025-04-05 comes twice.
    const starts = ['2025-04-06T02:30:00Z', '2025-04-06T03:30:00Z', '2025-04-06T04:00:00Z']
    expect(await daysOf('America/Santiago', starts)).toEqual([
      { day: '2025-04-05', shifts: 2 },
      { day: '2025-04-06', shifts: 1 },
    ])
  })
})

test.each(['Mars/Olympus', '', "UTC'; drop table shift; --"])(
  'refuses the time zone "%s"',
  async (timeZone) => {
    await expect(daysOf(timeZone, ['2026-12-01T05:00:00Z'])).rejects.toSatisfy(isUnknownTimeZone)
  },
)
