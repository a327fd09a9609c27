import { afterEach, expect, test, vi } from 'vitest'
import { listZoneDisagreements } from '../src/index.ts'
import { makeFacility, useTestDatabase } from '@shifts/testing'

const { db } = await useTestDatabase()

afterEach(() => vi.restoreAllMocks())

/** Makes Node use the rules of one zone for another. */
function setClocks(zone: string, as: string): void {
  const Original = Intl.DateTimeFormat
  vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(function (locales, options) {
    const timeZone = options?.timeZone === zone ? as : options?.timeZone
    return new Original(locales, { ...options, timeZone })
  })
}

test('returns the zones in use for which PostgreSQL and Node have different rules, and since when', async () => {
  for (const timeZone of ['America/Chicago', 'America/Chicago', 'America/Denver', 'Asia/Kathmandu', 'CET'])
    await makeFacility(db, { timeZone })
  const now = '2026-01-15T12:00:00Z'
  expect(await listZoneDisagreements(db, now)).toEqual([])

  // Denver starts summer time on March 8, Phoenix has none.
  setClocks('America/Denver', 'America/Phoenix')
  expect(await listZoneDisagreements(db, now)).toEqual([{ timeZone: 'America/Denver', day: '2026-03-08' }])
  expect(await listZoneDisagreements(db, '2026-03-07T12:00:00Z')).toEqual([
    { timeZone: 'America/Denver', day: '2026-03-08' },
  ])

  setClocks('Asia/Kathmandu', 'Nowhere/Else')
  expect(await listZoneDisagreements(db, now)).toContainEqual({
    timeZone: 'Asia/Kathmandu',
    day: '2026-01-15',
  })
})
