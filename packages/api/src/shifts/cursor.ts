import { hash } from 'node:crypto'
import type { ShiftPosition } from '@shifts/db'
import { z } from 'zod'
import { id, instant } from '../inputs.ts'

const position = z.tuple([instant, id, z.string()])

/**
 * The opaque text of a place in a listing. `question` is what the listing was asked, without cursor and limit: its
 * fingerprint goes along, so that a cursor from another worker, window or filter is told apart.
 */
export function encodeCursor(question: object, { startsAt, id }: ShiftPosition): string {
  return Buffer.from(JSON.stringify([startsAt, id, fingerprint(question, startsAt, id)])).toString(
    'base64url',
  )
}

/** The place that a cursor names, or undefined if it is broken or belongs to another question. */
export function decodeCursor(question: object, cursor: string): ShiftPosition | undefined {
  const parsed = position.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()))
  if (!parsed.success) return undefined
  const [startsAt, id, mark] = parsed.data
  return mark === fingerprint(question, startsAt, id) ? { startsAt, id } : undefined
}

function fingerprint(question: object, startsAt: string, id: number): string {
  const asked = Object.entries(question).filter(([, value]) => value !== undefined)
  const inOrder = asked.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return hash('sha256', JSON.stringify([inOrder, startsAt, id]), 'base64url').slice(0, 16)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
