import type { ShiftPosition } from '@shifts/db'
import { z } from 'zod'
import { InvalidInputError } from '../http/errors.ts'
import { messages } from '../http/messages.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'

/** The input of a listing that says which page of it is wanted. */
export const pageInput = {
  cursor: z.string().max(300).optional().meta({ description: 'The nextCursor of the page before.' }),
  // tRPC's infinite queries send it along.
  direction: z.literal('forward').optional(),
  limit: z.int().min(1).max(500).default(100),
}

/** The output of a listing: one page, and the cursor of the next one, null after the last. */
export const pageOf = <Shift extends z.ZodType>(shift: Shift) =>
  z.object({ shifts: z.array(shift), nextCursor: z.string().nullable() })

interface PageRequest {
  cursor?: string | undefined
  limit: number
  /** The worker, window and filter of the listing. A cursor belongs to one selection. */
  selection: object
}

/**
 * One page of a listing, and the cursor of the next one. `list` reads at most `limit` shifts after a position.
 * @throws {InvalidInputError} for a cursor that is broken or belongs to another selection
 */
export async function readPage<Shift extends ShiftPosition>(
  { cursor, limit, selection }: PageRequest,
  list: (page: { after: ShiftPosition | undefined; limit: number }) => Promise<Shift[]>,
): Promise<{ shifts: Shift[]; nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(selection, cursor)
  if (cursor !== undefined && !after) throw new InvalidInputError('cursor', messages.badCursor)
  // One shift more than the page holds shows whether there is a next page.
  const found = await list({ after, limit: limit + 1 })
  const shifts = found.slice(0, limit)
  const last = shifts.at(-1)
  return { shifts, nextCursor: found.length > limit && last ? encodeCursor(selection, last) : null }
}
