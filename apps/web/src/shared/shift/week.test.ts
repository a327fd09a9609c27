import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minutesOfWeek, restAround, shortRestBeside } from './week.ts'

const chicago = 'America/Chicago'
const inChicago = { timeZone: chicago, firstDay: 7 }

const shiftOf = (id: number, startsAt: string, endsAt: string, timeZone = chicago) => ({
  id,
  startsAt,
  endsAt,
  profession: 'RN' as const,
  facility: { id: 1, name: 'Clinic', timeZone, city: null, state: null },
  overlapsClaimed: false,
  claimedAt: null,
})

describe('the rest around a shift', () => {
  // Saturday, December 5, 7 PM to 7 AM in Chicago.
  const night = shiftOf(1, '2026-12-06T01:00:00Z', '2026-12-06T13:00:00Z')
  const before = shiftOf(2, '2026-12-05T13:00:00Z', '2026-12-05T22:30:00Z')
  const earlier = shiftOf(3, '2026-12-04T13:00:00Z', '2026-12-04T21:00:00Z')
  const after = shiftOf(4, '2026-12-06T13:00:00Z', '2026-12-06T21:00:00Z')

  test('is that to the closest claimed shifts on both sides', () => {
    expect(restAround(night, [earlier, before, after])).toEqual({
      before: { minutes: 150, claimed: before },
      after: { minutes: 0, claimed: after },
    })
  })

  test('is not measured to the shift itself', () => {
    expect(restAround(night, [night])).toEqual({ before: undefined, after: undefined })
  })

  test('is left out if it is more than three days', () => {
    const longAgo = (hour: string) => shiftOf(5, '2026-12-02T13:00:00Z', `2026-12-0${hour}:00Z`)
    expect(restAround(night, [longAgo('3T01:00')]).before?.minutes).toBe(72 * 60)
    expect(restAround(night, [longAgo('3T00:59')]).before).toBeUndefined()
  })
})

test('a rest is short if it is less than ten hours, on either side', () => {
  const day = shiftOf(1, '2026-12-05T13:00:00Z', '2026-12-05T21:00:00Z')
  const until = (end: string) => shiftOf(2, '2026-12-04T19:00:00Z', `2026-12-05T${end}:00Z`)
  const from = (start: string) => shiftOf(3, `2026-12-06T${start}:00Z`, '2026-12-06T15:00:00Z')
  expect(shortRestBeside([until('03:00'), from('07:00')])(day)).toBeUndefined()
  expect(shortRestBeside([until('03:01'), from('07:00')])(day)).toBe(599)
  expect(shortRestBeside([until('03:00'), from('06:30')])(day)).toBe(570)
  expect(shortRestBeside([])(day)).toBeUndefined()
})

describe('the hours of a week', () => {
  const wednesday = shiftOf(1, '2026-12-02T14:00:00Z', '2026-12-02T22:00:00Z')

  test('are those of the shift and of the claimed shifts from Sunday to Saturday', () => {
    const sunday = shiftOf(2, '2026-11-29T14:00:00Z', '2026-11-29T20:00:00Z')
    // It starts on Saturday and ends on Sunday.
    const saturday = shiftOf(3, '2026-12-06T04:00:00Z', '2026-12-06T12:30:00Z')
    const nextSunday = shiftOf(4, '2026-12-06T14:00:00Z', '2026-12-06T22:00:00Z')
    expect(minutesOfWeek(wednesday, [sunday, saturday, nextSunday], inChicago)).toBe((8 + 6 + 8.5) * 60)
  })

  test('begin with another weekday in other countries', () => {
    const sunday = shiftOf(2, '2026-11-29T14:00:00Z', '2026-11-29T20:00:00Z')
    const nextSunday = shiftOf(4, '2026-12-06T14:00:00Z', '2026-12-06T22:00:00Z')
    const fromMonday = { timeZone: chicago, firstDay: 1 }
    expect(minutesOfWeek(wednesday, [sunday, nextSunday], fromMonday)).toBe((8 + 8) * 60)
  })

  test('count the shift once if it is claimed', () => {
    expect(minutesOfWeek(wednesday, [wednesday], inChicago)).toBe(8 * 60)
  })

  test('count each shift on the day of its facility’s clock', () => {
    // 11 PM on Saturday in Honolulu, when it is Sunday in Chicago.
    const honolulu = shiftOf(2, '2026-12-06T09:00:00Z', '2026-12-06T17:00:00Z', 'Pacific/Honolulu')
    const nearby = shiftOf(3, '2026-12-06T09:00:00Z', '2026-12-06T17:00:00Z')
    expect(minutesOfWeek(wednesday, [honolulu], inChicago)).toBe(16 * 60)
    expect(minutesOfWeek(wednesday, [nearby], inChicago)).toBe(8 * 60)
  })

  test('agree with weeks that are counted from a day in 1970, in any zone and for any first weekday', () => {
    const hour = fc.integer({ min: 0, max: 60 * 24 })
    const at = (hours: number) =>
      new Date(Date.parse('2027-02-20T00:00:00Z') + hours * 3_600_000).toISOString()
    const zones = ['America/Chicago', 'Pacific/Honolulu', 'Asia/Kathmandu', 'UTC']
    const shifts = fc
      .array(
        fc.record({ start: hour, length: fc.integer({ min: 1, max: 24 }), zone: fc.constantFrom(...zones) }),
      )
      .map((all) =>
        all.map(({ start, length, zone }, id) => shiftOf(id, at(start), at(start + length), zone)),
      )
    fc.assert(
      fc.property(shifts, fc.integer({ min: 1, max: 7 }), (claimed, firstDay) => {
        // January 5, 1970, was a Monday.
        const weekOf = ({ startsAt, facility }: (typeof claimed)[number]) => {
          const date = new Intl.DateTimeFormat('en-CA', { timeZone: facility.timeZone }).format(
            new Date(startsAt),
          )
          return Math.floor((Date.parse(date) / 86_400_000 - 3 - firstDay) / 7)
        }
        for (const shift of claimed) {
          const expected = claimed
            .filter((other) => weekOf(other) === weekOf(shift))
            .map(({ startsAt, endsAt }) => (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000)
            .reduce((total, minutes) => total + minutes, 0)
          expect(minutesOfWeek(shift, claimed, { timeZone: chicago, firstDay })).toBe(expected)
        }
      }),
    )
  })
})
