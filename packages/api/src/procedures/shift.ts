import { countEligibleShiftsByDay, listEligibleShifts, streamEligibleShifts } from '@shifts/db'
import { z } from 'zod'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { InvalidInputError } from '../errors.ts'
import { facilityIds, instant, timeZone, windowInOrder } from '../inputs.ts'
import { countedDay, shift } from '../outputs.ts'
import { startReading } from '../stream.ts'
import { answer, router, workerInput, workerProcedure } from '../trpc.ts'

const windowInput = workerInput.extend({ from: instant.optional(), to: instant.optional() })

const listInput = windowInput
  .extend({
    facilityIds: facilityIds.optional(),
    cursor: z.string().max(300).optional(),
    // tRPC's infinite queries send it along.
    direction: z.literal('forward').optional(),
    limit: z.int().min(1).max(500).default(100),
  })
  .refine(...windowInOrder)

const countInput = workerInput
  .extend({ from: instant, to: instant, timeZone, facilityIds: facilityIds.optional() })
  .refine(...windowInOrder)

export const shiftRouter = router({
  listEligible: workerProcedure(listInput)
    .meta({
      rest: {
        method: 'GET',
        path: '/v1/workers/{workerId}/eligible-shifts',
        summary: 'The open shifts that the worker may take, by start, then id, a page at a time',
      },
    })
    .output(answer(z.object({ shifts: z.array(shift), nextCursor: z.string().nullable() })))
    .query(async ({ ctx, input: { cursor, limit, direction: _forward, ...question } }) => {
      const after = cursor === undefined ? undefined : decodeCursor(question, cursor)
      if (cursor !== undefined && !after) {
        throw new InvalidInputError('cursor', 'is broken, or from another listing: start again without it')
      }
      // One more than asked for tells whether there is a next page.
      const found = await listEligibleShifts(ctx.db, { ...question, after, limit: limit + 1 })
      const shifts = found.slice(0, limit)
      const last = shifts.at(-1)
      return { shifts, nextCursor: found.length > limit && last ? encodeCursor(question, last) : null }
    }),

  countEligibleByDay: workerProcedure(countInput)
    .meta({
      rest: {
        method: 'GET',
        path: '/v1/workers/{workerId}/eligible-shifts/days',
        summary: 'How many shifts the worker may take on each day of a time zone, and at how many facilities',
      },
    })
    .output(answer(z.object({ days: z.array(countedDay), total: z.int() })))
    .query(async ({ ctx, input }) => {
      const days = await countEligibleShiftsByDay(ctx.db, input)
      return { days, total: days.reduce((total, day) => total + day.shifts, 0) }
    }),
})

export const shiftStreamRouter = router({
  streamEligible: workerProcedure(windowInput.refine(...windowInOrder))
    .meta({
      rest: {
        method: 'GET',
        path: '/v1/workers/{workerId}/eligible-shifts.ndjson',
        summary: 'Every open shift that the worker may take, in the order of the listing, one a line',
        line: shift,
      },
    })
    .query(({ ctx, input }) => startReading(streamEligibleShifts(ctx.db, input))),
})
