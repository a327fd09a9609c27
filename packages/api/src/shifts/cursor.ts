import { hash } from 'node:crypto'
import type { ShiftPosition } from '@shifts/db'
import { z } from 'zod'
import { id, instant } from '../values.ts'

const position = z.tuple([instant, id, z.string()])

/**
 * The opaque text of a position in a listing. `selection` is the worker, window and filter of the listing: the cursor
 * carries a fingerprint of it, so that a cursor of another selection is recognised.
 */
export function encodeCursor(selection: object, { startsAt, id }: ShiftPosition): string {
  return Buffer.from(JSON.stringify([startsAt, id, fingerprint(selection, startsAt, id)])).toString(
    'base64url',
  )
}

/** The position in a cursor, or undefined if the cursor is broken or belongs to another selection. */
export function decodeCursor(selection: object, cursor: string): ShiftPosition | undefined {
  const parsed = position.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()))
  if (!parsed.success) return undefined
  const [startsAt, id] = parsed.data
  // Encoded again, because decoding ignores characters that do not belong to the encoding.
  return cursor === encodeCursor(selection, { startsAt, id }) ? { startsAt, id } : undefined
}

function fingerprint(selection: object, startsAt: string, id: number): string {
  const given = Object.entries(selection).filter(([, value]) => value !== undefined && value !== false)
  const inOrder = given.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, asSet(value)])
  return hash('sha256', JSON.stringify([inOrder, startsAt, id]), 'base64url').slice(0, 16)
}

const byText = (one: string, other: string) => (one < other ? -1 : 1)

/** Lists are sets: neither the order nor the number of equal items matters. */
const asSet = (value: unknown): unknown =>
  Array.isArray(value) ? [...new Set(value.map(String))].toSorted(byText) : value

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
