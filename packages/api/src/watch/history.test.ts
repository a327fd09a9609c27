import type { ShiftState } from '@shifts/db'
import { expect, test } from 'vitest'
import { createHistory } from './history.ts'

const state: ShiftState = {
  shift: {
    id: 1,
    startsAt: '2100-12-01T14:00:00Z',
    endsAt: '2100-12-01T22:00:00Z',
    profession: 'RN',
    facility: { id: 1, name: 'Lakeside Clinic', timeZone: 'America/Chicago', city: null, state: null },
  },
  isOpen: true,
}

/** A change set with this many shifts. */
const changeSet = (shifts: number) => ({
  shifts: Array.from({ length: shifts }, () => state),
  facilityIds: new Set<number>(),
  documentIds: new Set<number>(),
  workerIds: new Set<number>(),
  everything: false,
})

const countSince = (history: ReturnType<typeof createHistory>, id: string) => history.since(id)?.length

test('a history keeps the last thousand change sets, and returns undefined for older ones', () => {
  const history = createHistory()
  const ids = Array.from({ length: 1_002 }, () => history.add(changeSet(1)).id)
  expect(countSince(history, ids[0] ?? '')).toBe(undefined)
  expect(countSince(history, ids[1] ?? '')).toBe(1_000)
  expect(countSince(history, history.newest())).toBe(0)
})

test('a history keeps at most ten thousand shifts, however many change at once', () => {
  const history = createHistory()
  const ids = Array.from({ length: 100 }, () => history.add(changeSet(500)).id)
  expect(countSince(history, ids[78] ?? '')).toBe(undefined)
  expect(countSince(history, ids[79] ?? '')).toBe(20)
  const { id } = history.add(changeSet(10_001))
  expect(countSince(history, ids[99] ?? '')).toBe(undefined)
  expect(countSince(history, id)).toBe(0)
})

test('a history of positions knows every id of its timeline since everything changed, also of other hosts', () => {
  const history = createHistory()
  const everything = { ...changeSet(0), everything: true }
  history.add(everything, '1.0/A0')
  history.add(changeSet(1), '1.0/FFFFFFFF')
  history.add(changeSet(1), '1.1/0')
  history.advance('1.1/20')
  expect(history.newest()).toBe('1.1/20')
  const counts = [
    '1.0/9F',
    '1.0/A0',
    '1.0/B0',
    '1.0/FFFFFFFF',
    '1.00000001/00000010',
    '1.1/20',
    '1.1/21',
    '2.0/B0',
  ]
  expect(counts.map((id) => countSince(history, id))).toEqual([
    undefined,
    2,
    2,
    1,
    0,
    0,
    undefined,
    undefined,
  ])
  history.add(everything, '2.1/10')
  expect(['1.0/B0', '1.1/20', '2.1/10'].map((id) => countSince(history, id))).toEqual([
    undefined,
    undefined,
    0,
  ])
})
