import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysWindow, visibleWindow } from '@/shared/time/period.ts'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'
import { chooseLayout, groupClaimed, type CountedDay, type Layout, type ShiftPage } from './density.ts'
import { views, type View } from './location.ts'

const timeZone = 'America/Chicago'
const date = '2026-12-08'

const dayAfter = (n: number) => new Date(Date.parse('2026-12-01') + n * 86_400_000).toISOString().slice(0, 10)

/** Counts of some days of December, in order. */
const countsOfMonth: fc.Arbitrary<CountedDay[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 31 })
  .chain((days) =>
    fc.tuple(
      fc.constant(days.toSorted((one, other) => one - other)),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: days.length, maxLength: days.length }),
    ),
  )
  .map(([days, shifts]) =>
    days.map((day, n) => ({ day: dayAfter(day), shifts: shifts[n] ?? 1, facilities: 1 })),
  )

const layoutOf = (view: View, days: CountedDay[]) =>
  chooseLayout(view, days, visibleWindow({ view, date }, timeZone), timeZone)

const countOn = (day: string, shifts: number): CountedDay => ({ day, shifts, facilities: 1 })

function cellsOf(layout: Layout) {
  if (layout.kind !== 'cells') throw new Error(`The layout is ${layout.kind}.`)
  return layout
}

const isInside = (outer: ShiftPage, day: string) => {
  const { from, to } = daysWindow(timeZone, day)
  return Date.parse(outer.from) <= Date.parse(from) && Date.parse(to) <= Date.parse(outer.to)
}

test('a month loads every day with at most three shifts once, and shows the others as counts', () => {
  fc.assert(
    fc.property(countsOfMonth, (days) => {
      const { pages, countedDays, shownPerDay } = cellsOf(layoutOf('month', days))
      expect(shownPerDay).toBe(0)
      expect(countedDays).toEqual(days.filter(({ shifts }) => shifts > 3))
      for (const { day, shifts } of days)
        expect(pages.filter((page) => isInside(page, day))).toHaveLength(shifts > 3 ? 0 : 1)
    }),
  )
})

test('the limit of each page of a month has room for the shifts of its days', () => {
  fc.assert(
    fc.property(countsOfMonth, (days) => {
      for (const page of cellsOf(layoutOf('month', days)).pages) {
        const ofPage = days.filter(({ day }) => isInside(page, day))
        expect(page.limit).toBeGreaterThanOrEqual(ofPage.reduce((sum, { shifts }) => sum + shifts, 0))
      }
    }),
  )
})

test('a month loads consecutive days with few shifts by one query', () => {
  const days = [countOn('2026-12-01', 1), countOn('2026-12-02', 3), countOn('2026-12-04', 2)]
  expect(cellsOf(layoutOf('month', days)).pages).toEqual([
    { ...daysWindow(timeZone, '2026-12-01', '2026-12-02'), limit: 6 },
    { ...daysWindow(timeZone, '2026-12-04'), limit: 3 },
  ])
})

test.each<[View, number, string]>([
  ['day', 20, 'timeGridDay'],
  ['day', 21, 'listDay'],
  ['week', 40, 'timeGridWeek'],
  ['week', 41, 'dayGridWeek'],
])('a %s with %i shifts is shown as %s', (view, shifts, fullCalendarView) => {
  expect(layoutOf(view, [countOn(date, shifts)]).fullCalendarView).toBe(fullCalendarView)
})

test('a week with many shifts shows the first six of each day', () => {
  const days = [countOn('2026-12-07', 6), countOn('2026-12-08', 50)]
  expect(cellsOf(layoutOf('week', days))).toMatchObject({
    pages: [
      { ...daysWindow(timeZone, '2026-12-07'), limit: 6 },
      { ...daysWindow(timeZone, '2026-12-08'), limit: 6 },
    ],
    countedDays: [days[1]],
    shownPerDay: 6,
  })
})

test('a list is shown as a list, however many shifts there are', () => {
  fc.assert(
    fc.property(countsOfMonth, (days) => {
      expect(layoutOf('list', days).kind).toBe('list')
    }),
  )
})

test('an empty period has no pages to load', () => {
  for (const view of views) {
    const layout = layoutOf(view, [])
    expect('pages' in layout ? layout.pages : []).toEqual([])
  }
})

const shiftOn = (kind: WorkerShift['kind'], day: number, id: number): WorkerShift => {
  const startsAt = `${dayAfter(day)}T14:00:00Z`
  const endsAt = `${dayAfter(day)}T22:00:00Z`
  const facility = { id: 1, name: 'Clinic', timeZone, city: null, state: null }
  const shift = { id, startsAt, endsAt, profession: 'RN' as const, facility, overlapsClaimed: false }
  return kind === 'open' ? { kind, shift } : { kind, shift: { ...shift, claimedAt: null } }
}

test('claimed shifts are counted on exactly the days that have more than fit into a cell', () => {
  const input = fc.array(fc.tuple(fc.constantFrom('open', 'claimed'), fc.integer({ min: 0, max: 5 })), {
    maxLength: 30,
  })
  fc.assert(
    fc.property(input, (kindsAndDays) => {
      const shifts = kindsAndDays.map(([kind, day], id) => shiftOn(kind, day, id))
      const layout = layoutOf('month', [])
      const { single, grouped } = groupClaimed(shifts, layout, timeZone)
      const claimed = shifts.filter(({ kind }) => kind === 'claimed')
      for (let n = 0; n <= 5; n++) {
        const day = dayAfter(n)
        const ofDay = claimed.filter(({ shift }) => shift.startsAt.startsWith(day))
        const group = ofDay.length > 3 ? { day, shifts: ofDay.length } : undefined
        expect(grouped.find((counted) => counted.day === day)).toEqual(group)
        for (const shift of ofDay) expect(single.includes(shift)).toBe(group === undefined)
      }
      expect(single).toEqual(expect.arrayContaining(shifts.filter(({ kind }) => kind === 'open')))
    }),
  )
})

test('claimed shifts are shown one by one where days are no cells', () => {
  const shifts = Array.from({ length: 10 }, (_, id) => shiftOn('claimed', 1, id))
  for (const layout of [undefined, layoutOf('list', []), layoutOf('day', [])])
    expect(groupClaimed(shifts, layout, timeZone)).toEqual({ single: shifts, grouped: [] })
})
