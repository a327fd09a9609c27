import { claimShift, listClaimedShifts, releaseShift } from '@shifts/db'
import { z } from 'zod'
import { describePrincipal } from '../auth/permissions.ts'
import { cursor, id, instant, pageLimit, windowInOrder } from '../inputs.ts'
import { claimedShift } from '../outputs.ts'
import { readPage } from '../shifts/paging.ts'
import { answer, workerInput, workerProcedure } from '../trpc.ts'

const listInput = workerInput
  .extend({
    from: instant.optional(),
    to: instant.optional(),
    cursor: cursor.optional(),
    // tRPC's infinite queries send it along.
    direction: z.literal('forward').optional(),
    limit: pageLimit,
  })
  .refine(...windowInOrder)

const shiftInput = workerInput.extend({ shiftId: id })

export const listClaimed = workerProcedure(listInput)
  .meta({
    rest: {
      method: 'GET',
      path: '/v1/workers/{workerId}/claimed-shifts',
      summary: "The worker's own shifts, by start, then id, a page at a time",
    },
  })
  .output(answer(z.object({ shifts: z.array(claimedShift), nextCursor: z.string().nullable() })))
  .query(({ ctx, input: { cursor, limit, direction: _forward, ...asked } }) =>
    readPage({ cursor, limit, question: { ...asked, of: 'claimed' } }, (page) =>
      listClaimedShifts(ctx.db, { ...asked, ...page }),
    ),
  )

export const claim = workerProcedure(shiftInput)
  .meta({
    rest: {
      method: 'POST',
      path: '/v1/workers/{workerId}/claimed-shifts',
      summary:
        'Takes the shift for the worker. To ask again is no error, so it may be tried again when an answer was lost',
    },
  })
  .output(answer(claimedShift))
  .mutation(({ ctx, input }) =>
    claimShift(ctx.db, { ...input, principal: describePrincipal(ctx.principal), requestId: ctx.requestId }),
  )

export const release = workerProcedure(shiftInput)
  .meta({
    rest: {
      method: 'DELETE',
      path: '/v1/workers/{workerId}/claimed-shifts/{shiftId}',
      summary: 'Gives the shift back. To ask again is no error',
    },
  })
  .output(answer(claimedShift))
  .mutation(({ ctx, input }) =>
    releaseShift(ctx.db, { ...input, principal: describePrincipal(ctx.principal), requestId: ctx.requestId }),
  )
