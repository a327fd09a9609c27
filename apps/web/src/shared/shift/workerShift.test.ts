import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byStart, overlap } from './shift.ts'
import { mergeByStart } from './workerShift.ts'

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

const openAndClaimed = fc
  .tuple(fc.array(shift, { maxLength: 8 }), fc.array(shift, { maxLength: 8 }))
  .map(([open, claimed]) => ({
    open: open.map((item, id) => ({ ...item, id })).toSorted(byStart),
    claimed: claimed.map((item, n) => ({ ...item, id: 100 + n, claimedAt: null })),
  }))

test('a complete list has all open and claimed shifts in the order of their start', () => {
  fc.assert(
    fc.property(openAndClaimed, ({ open, claimed }) => {
      const merged = mergeByStart(open, claimed, true).map((item) => item.shift)
      expect(merged).toHaveLength(open.length + claimed.length)
      expect(merged).toEqual(merged.toSorted(byStart))
    }),
  )
})

test('an incomplete list ends with its last open shift', () => {
  fc.assert(
    fc.property(openAndClaimed, ({ open, claimed }) => {
      const merged = mergeByStart(open, claimed, false)
      expect(merged.at(-1)?.shift).toBe(open.at(-1))
      expect(merged.filter(({ kind }) => kind === 'open')).toHaveLength(open.length)
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
