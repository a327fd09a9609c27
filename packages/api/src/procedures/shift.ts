import { countEligibleShiftsByDay, listEligibleShifts, professions } from '@shifts/db'
import { z } from 'zod'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { InvalidInputError } from '../errors.ts'
import { facilityIds, instant, timeZone, windowInOrder } from '../inputs.ts'
import { router, workerInput, workerProcedure } from '../trpc.ts'
import { facility } from './facility.ts'

const listInput = workerInput
  .extend({
    from: instant.optional(),
    to: instant.optional(),
    facilityIds: facilityIds.optional(),
    cursor: z.string().max(300).optional(),
    // tRPC's infinite queries send it along.
    direction: z.literal('forward').optional(),
    limit: z.int().min(1).max(500).default(100),
  })
  .refine(...windowInOrder)

const shift = z.object({
  id: z.int(),
  startsAt: z.string(),
  endsAt: z.string(),
  profession: z.enum(professions),
  facility,
  overlapsClaimed: z.boolean(),
})

const countInput = workerInput
  .extend({ from: instant, to: instant, timeZone, facilityIds: facilityIds.optional() })
  .refine(...windowInOrder)

const countedDays = z.object({
  days: z.array(z.object({ day: z.string(), shifts: z.int(), facilities: z.int() })),
  total: z.int(),
})

export const shiftRouter = router({
  listEligible: workerProcedure(listInput)
    .output(z.object({ shifts: z.array(shift), nextCursor: z.string().nullable() }))
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
    .output(countedDays)
    .query(async ({ ctx, input }) => {
      const days = await countEligibleShiftsByDay(ctx.db, input)
      return { days, total: days.reduce((total, day) => total + day.shifts, 0) }
    }),
})
