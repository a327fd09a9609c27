import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, shiftDay } from '@/shared/time/period.ts'
import { loadHistory, type ListClaimed } from './loadHistory.ts'

const zones = ['America/Chicago', 'Pacific/Honolulu', 'Pacific/Kiritimati', 'UTC']
const endDay = '2026-11-29'
const timeZone = 'America/Chicago'

const shiftOf = (id: number, startsAt: string, zone: string) => ({
  id,
  startsAt,
  endsAt: new Date(Date.parse(startsAt) + 8 * 3_600_000).toISOString(),
  profession: 'RN' as const,
  facility: { id: 1, name: 'Clinic', timeZone: zone, city: null, state: null },
  overlapsClaimed: false,
  claimedAt: null,
})

/** An API that lists the shifts of a window three at a time. */
const listOf = (shifts: ReturnType<typeof shiftOf>[]): ListClaimed => {
  const sorted = shifts.toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt))
  return ({ from = '0000', to = '9999', cursor = '0' }) => {
    const inWindow = sorted.filter(({ startsAt }) => from <= startsAt && startsAt < to)
    const end = Number(cursor) + 3
    const nextCursor = end < inWindow.length ? String(end) : null
    return Promise.resolve({ shifts: inWindow.slice(Number(cursor), end), nextCursor })
  }
}

test('the pages of the history have every shift of a day before its end once, newest weeks first', async () => {
  // Around the end, weeks ago, and years ago.
  const daysBefore = fc.oneof(
    fc.integer({ min: -48, max: 72 }).map((hours) => hours / 24),
    fc.integer({ min: 80, max: 110 }),
    fc.integer({ min: 0, max: 4_000 }),
  )
  const shifts = fc
    .array(fc.record({ daysBefore, zone: fc.constantFrom(...zones) }), { maxLength: 12 })
    .map((all) =>
      all.map((one, id) =>
        shiftOf(
          id,
          new Date(Date.parse(`${endDay}T00:00:00Z`) - one.daysBefore * 86_400_000).toISOString(),
          one.zone,
        ),
      ),
    )
  await fc.assert(
    fc.asyncProperty(shifts, async (claimed) => {
      const loaded: number[] = []
      let end: string | undefined = endDay
      while (end) {
        const page = await loadHistory(listOf(claimed), { endDay: end, timeZone })
        expect(new Date(page.firstDay).getUTCDay()).toBe(0)
        expect(page.shifts.length > 0 || !page.hasEarlier).toBe(true)
        for (const shift of page.shifts) {
          const day = shiftDay(shift, timeZone)
          expect(page.firstDay <= day && day <= addDays(end, -1)).toBe(true)
          loaded.push(shift.id)
        }
        end = page.hasEarlier ? page.firstDay : undefined
      }
      const expected = claimed.filter((shift) => shiftDay(shift, timeZone) < endDay).map(({ id }) => id)
      expect(loaded.toSorted((one, other) => one - other)).toEqual(expected)
    }),
  )
})

test('a gap of ten years takes few requests', async () => {
  let requests = 0
  const list = listOf([shiftOf(1, '2016-06-08T14:00:00Z', timeZone)])
  const page = await loadHistory(
    (window) => {
      requests++
      return list(window)
    },
    { endDay, timeZone },
  )
  expect(page.shifts).toHaveLength(1)
  expect(requests).toBeLessThan(10)
})
