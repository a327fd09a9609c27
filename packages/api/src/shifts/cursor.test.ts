import { expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from './cursor.ts'

const selection = {
  workerId: 7,
  from: '2026-12-01T00:00:00Z',
  to: '2027-01-01T00:00:00Z',
  facilityIds: [1, 2],
}
const position = { startsAt: '2026-12-05T14:00:00.000001Z', id: 42 }
const cursor = encodeCursor(selection, position)

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const contents: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString())

test('leads back to its position, to the microsecond', () => {
  expect(decodeCursor(selection, cursor)).toEqual(position)
})

test('can go into a URL as it is', () => {
  expect(encodeURIComponent(cursor)).toBe(cursor)
})

test('belongs to its selection, whatever the order of the fields', () => {
  const { workerId, from, to, facilityIds } = selection
  expect(decodeCursor({ to, facilityIds, from, workerId }, cursor)).toEqual(position)
})

test('belongs to its selection, whether absent fields are left out or undefined', () => {
  const everything = { workerId: 7 }
  const spelledOut = { workerId: 7, from: undefined, to: undefined, facilityIds: undefined }
  expect(decodeCursor(everything, encodeCursor(spelledOut, position))).toEqual(position)
  expect(decodeCursor(spelledOut, encodeCursor(everything, position))).toEqual(position)
})

test('belongs to its selection, whatever the order of its lists, what is in them twice, and what is switched off', () => {
  const other = { ...selection, facilityIds: [2, 1, 2], notStarted: false }
  expect(decodeCursor(other, cursor)).toEqual(position)
})

test.each([
  ['worker', { ...selection, workerId: 8 }],
  ['window', { ...selection, to: '2027-02-01T00:00:00Z' }],
  ['half-open window', { workerId: 7, from: selection.from, facilityIds: [1, 2] }],
  ['filter', { ...selection, facilityIds: [1] }],
  ['absent filter', { workerId: 7, from: selection.from, to: selection.to }],
])('is refused for another %s', (_, other) => {
  expect(decodeCursor(other, cursor)).toBeUndefined()
})

test.each([
  ['nothing', ''],
  ['garbage', '%%% not a cursor %%%'],
  ['padding', `${cursor}=`],
  ['characters that are not of the encoding', `${cursor.slice(0, 5)}*$${cursor.slice(5)}`],
  ['spaces', ` ${cursor}`],
  ['what is truncated', cursor.slice(0, -1)],
  ['what is truncated to half', cursor.slice(0, cursor.length / 2)],
  ['what lacks its first letter', cursor.slice(1)],
  ['another object', base64({ startsAt: position.startsAt, id: position.id })],
  ['null', base64(null)],
  ['another position', base64(['2026-12-06T14:00:00Z', ...contents.slice(1)])],
  ['another id', base64([contents[0], 43, contents[2]])],
  ['an id that cannot be', base64([contents[0], 0, contents[2]])],
  ['a position without a fingerprint', base64(contents.slice(0, 2))],
  ['a position with something more', base64([...contents, 1])],
  ['SQL', base64(["2026-12-05T14:00:00Z'; drop table shift; --", 42, contents[2]])],
])('refuses %s', (_, forged) => {
  expect(decodeCursor(selection, forged)).toBeUndefined()
})
