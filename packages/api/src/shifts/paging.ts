import type { ShiftPosition } from '@shifts/db'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { InvalidInputError } from '../http/errors.ts'
import { messages } from '../http/messages.ts'

/**
 * A page of a listing of shifts, and the cursor of the next one. `question` is what the listing was asked, without
 * cursor and limit; `list` reads up to so many shifts after a place.
 * @throws {InvalidInputError} for a cursor that is broken or belongs to another question
 */
export async function readPage<Shift extends ShiftPosition>(
  { cursor, limit, question }: { cursor: string | undefined; limit: number; question: object },
  list: (page: { after: ShiftPosition | undefined; limit: number }) => Promise<Shift[]>,
): Promise<{ shifts: Shift[]; nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(question, cursor)
  if (cursor !== undefined && !after) {
    throw new InvalidInputError('cursor', messages.badCursor)
  }
  // One more than asked for tells whether there is a next page.
  const found = await list({ after, limit: limit + 1 })
  const shifts = found.slice(0, limit)
  const last = shifts.at(-1)
  return { shifts, nextCursor: found.length > limit && last ? encodeCursor(question, last) : null }
}
