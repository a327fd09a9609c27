import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupByWeek } from './weeks.ts'

const chicago = 'America/Chicago'
/** Whose weeks begin on Sunday. */
const viewer = { timeZone: chicago, firstDay: 7 }

const shiftOf = (id: number, startsAt: string, endsAt: string, timeZone = chicago) => ({
  id,
  startsAt,
  endsAt,
  profession: 'RN' as const,
  facility: { id: 1, name: 'Clinic', timeZone, city: null, state: null },
  overlapsClaimed: false,
  claimedAt: null,
})

/** What the weeks show, in short: the first day, the minutes, and the shifts with the gaps before them. */
const inShort = (shifts: ReturnType<typeof shiftOf>[]) =>
  groupByWeek(shifts, viewer).map(({ firstDay, minutes, shifts: placed }) => ({
    firstDay,
    minutes,
    shifts: placed.map(({ shift, gap }) => [shift.id, gap?.kind, gap?.minutes]),
  }))

describe('the weeks of claimed shifts', () => {
  test('have the shifts by their start, with the rest since the one before, also over the end of a week', () => {
    const saturdayNight = shiftOf(1, '2026-12-06T01:00:00Z', '2026-12-06T13:00:00Z')
    const sunday = shiftOf(2, '2026-12-06T22:00:00Z', '2026-12-07T04:00:00Z')
    const monday = shiftOf(3, '2026-12-07T14:00:00Z', '2026-12-07T22:00:00Z')
    expect(inShort([monday, sunday, saturdayNight])).toEqual([
      { firstDay: '2026-11-29', minutes: 12 * 60, shifts: [[1, undefined, undefined]] },
      {
        firstDay: '2026-12-06',
        minutes: 14 * 60,
        shifts: [
          [2, 'shortRest', 9 * 60],
          [3, 'rest', 10 * 60],
        ],
      },
    ])
  })

  test('measure the rest from the end of the longest shift, and mark what overlaps it', () => {
    const long = shiftOf(1, '2026-12-01T12:00:00Z', '2026-12-02T02:00:00Z')
    const inside = shiftOf(2, '2026-12-01T14:00:00Z', '2026-12-01T18:00:00Z')
    const touching = shiftOf(3, '2026-12-02T02:00:00Z', '2026-12-02T06:00:00Z')
    expect(inShort([long, inside, touching])).toMatchObject([
      {
        minutes: (14 + 4 + 4) * 60,
        shifts: [
          [1, undefined, undefined],
          [2, 'overlap', -12 * 60],
          [3, 'shortRest', 0],
        ],
      },
    ])
  })

  test('count the hours that pass, not those of the clock, over both changes of daylight-saving time', () => {
    // 7 PM to 7 AM in Chicago: 11 hours over the change in March, and 13 over that in November.
    const spring = shiftOf(1, '2027-03-14T01:00:00Z', '2027-03-14T12:00:00Z')
    const autumn = shiftOf(2, '2026-11-01T00:00:00Z', '2026-11-01T13:00:00Z')
    expect(inShort([spring, autumn])).toMatchObject([
      { firstDay: '2026-10-25', minutes: 13 * 60 },
      { firstDay: '2027-03-07', minutes: 11 * 60 },
    ])
  })

  test('are none without a shift', () => {
    expect(groupByWeek([], viewer)).toEqual([])
  })

  const zones = [chicago, 'Pacific/Honolulu', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'UTC']
  // Over the change of daylight-saving time in Chicago on March 14.
  const at = (minutes: number) =>
    new Date(Date.parse('2027-02-20T00:00:00Z') + minutes * 60_000).toISOString()
  const shifts = fc
    .array(
      fc.record({
        start: fc.integer({ min: 0, max: 40 * 24 * 60 }),
        length: fc.integer({ min: 1, max: 24 * 60 }),
        zone: fc.constantFrom(...zones),
      }),
    )
    .map((all) => all.map(({ start, length, zone }, id) => shiftOf(id, at(start), at(start + length), zone)))

  test('have every shift once, on a day of the week, and together the length of all', () => {
    fc.assert(
      fc.property(shifts, (claimed) => {
        const weeks = groupByWeek(claimed, viewer)
        const ids = weeks.flatMap((week) => week.shifts.map(({ shift }) => shift.id))
        expect(ids.toSorted((one, other) => one - other)).toEqual(claimed.map(({ id }) => id))
        const lengths = claimed.map(({ startsAt, endsAt }) => Date.parse(endsAt) - Date.parse(startsAt))
        const total = lengths.reduce((sum, length) => sum + length, 0) / 60_000
        expect(weeks.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(total)
        expect(weeks.map(({ firstDay }) => firstDay)).toEqual(
          [...new Set(weeks.map(({ firstDay }) => firstDay))].toSorted(),
        )
        for (const { firstDay, shifts: placed } of weeks) {
          expect(new Date(firstDay).getUTCDay()).toBe(0)
          for (const { shift } of placed) {
            const format = new Intl.DateTimeFormat('en-CA', { timeZone: shift.facility.timeZone })
            const day = Date.parse(format.format(new Date(shift.startsAt)))
            const offset = (day - Date.parse(firstDay)) / 86_400_000
            expect(offset >= 0 && offset < 7).toBe(true)
          }
        }
      }),
    )
  })

  test('have as rest the time in which no earlier shift lasts', () => {
    fc.assert(
      fc.property(shifts, (claimed) => {
        for (const { shifts: placed } of groupByWeek(claimed, viewer))
          for (const { shift, gap } of placed) {
            const earlier = claimed.filter(
              (other) =>
                other.startsAt < shift.startsAt || (other.startsAt === shift.startsAt && other.id < shift.id),
            )
            const sinceEnds = earlier.map(
              ({ endsAt }) => (Date.parse(shift.startsAt) - Date.parse(endsAt)) / 60_000,
            )
            expect(gap?.minutes).toBe(earlier.length === 0 ? undefined : Math.min(...sinceEnds))
            const overlaps = earlier.some(({ endsAt }) => endsAt > shift.startsAt)
            expect(gap?.kind === 'overlap').toBe(overlaps)
          }
      }),
    )
  })
})
