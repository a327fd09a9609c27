import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byStart, overlap, type Shift } from './shift.ts'
import { mergeByStart, type WorkerShift } from './workerShift.ts'

const hourAfter = (hour: number) =>
  new Date(Date.parse('2026-12-08T00:00:00Z') + hour * 3_600_000).toISOString()

const shift = fc
  .record({ start: fc.integer({ min: 0, max: 48 }), length: fc.integer({ min: 1, max: 24 }) })
  .map(({ start, length }) => ({
    startsAt: hourAfter(start),
    endsAt: hourAfter(start + length),
    profession: 'RN' as const,
    facility: { id: 1, name: 'Clinic', timeZone: 'UTC', city: null, state: null },
    overlapsClaimed: false,
  }))

const list = fc
  .tuple(fc.array(shift, { maxLength: 8 }), fc.boolean())
  .map(([shifts, isComplete]) => ({ shifts, isComplete }))

/** Lists of shifts whose ids are all different. */
const lists = fc.array(list, { maxLength: 3 }).map((made) =>
  made.map(({ shifts, isComplete }, index) => {
    const withIds = shifts.map((item, n) => ({ ...item, id: 100 * index + n + 1 }))
    return {
      items: withIds.toSorted(byStart).map((item) => ({ kind: 'open' as const, shift: item })),
      isComplete,
    }
  }),
)

const allOf = (made: { items: readonly WorkerShift[] }[]) =>
  made.flatMap(({ items }) => items.map((item) => item.shift)).toSorted(byStart)

test('complete lists are merged in the order of their start', () => {
  fc.assert(
    fc.property(lists, (made) => {
      const complete = made.map(({ items }) => ({ items, isComplete: true }))
      expect(mergeByStart(complete).map((item) => item.shift)).toEqual(allOf(made))
    }),
  )
})

test('what may come before a shift that is not loaded is shown, and nothing after it', () => {
  fc.assert(
    fc.property(lists, (made) => {
      const merged = mergeByStart(made).map((item) => item.shift)
      const all = allOf(made)
      const ends: (Shift | undefined)[] = made
        .filter(({ isComplete }) => !isComplete)
        .map(({ items }) => items.at(-1)?.shift)
      // The incomplete list that ends first decides; one without any shift may continue with the earliest of all.
      const end = ends.includes(undefined) ? -1 : all.findIndex((item) => ends.includes(item))
      expect(merged).toEqual(ends.length === 0 ? all : all.slice(0, end + 1))
    }),
  )
})

test('two shifts overlap if some hour belongs to both', () => {
  const hoursOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => {
    const hours = []
    for (let at = Date.parse(startsAt); at < Date.parse(endsAt); at += 3_600_000) hours.push(at)
    return hours
  }
  fc.assert(
    fc.property(shift, shift, (one, other) => {
      const shared = hoursOf(one).filter((hour) => hoursOf(other).includes(hour))
      expect(overlap(one, other)).toBe(shared.length > 0)
      expect(overlap(other, one)).toBe(overlap(one, other))
    }),
  )
})
