import { claimShift, listClaimedShifts, releaseShift } from '@shifts/db'
import { describePrincipal } from '../auth/permissions.ts'
import { pageInput, pageOf, readPage } from '../shifts/paging.ts'
import { checkWindow, instantWindow } from '../shifts/window.ts'
import { output, workerInput, workerProcedure } from '../trpc.ts'
import { id } from '../values.ts'
import { claimedShift } from './outputs.ts'

const listInput = workerInput.extend({ ...instantWindow, ...pageInput }).superRefine(checkWindow)

const shiftInput = workerInput.extend({ shiftId: id })

export const listClaimed = workerProcedure(listInput)
  .meta({
    rest: {
      method: 'GET',
      path: '/v1/workers/{workerId}/claimed-shifts',
      summary: "The worker's claimed shifts, by start, then id, a page at a time",
    },
  })
  .output(output(pageOf(claimedShift)))
  .query(({ ctx, input: { cursor, limit, direction: _forward, ...selection } }) =>
    readPage({ cursor, limit, selection: { ...selection, of: 'claimed' } }, (page) =>
      listClaimedShifts(ctx.db, { ...selection, ...page }),
    ),
  )

export const claim = workerProcedure(shiftInput)
  .meta({
    rest: {
      method: 'POST',
      path: '/v1/workers/{workerId}/claimed-shifts',
      summary:
        'Claims the shift for the worker. Repeating it is no error, so a client may retry when a response was lost',
      refusals: ['CONFLICT', 'UNPROCESSABLE_CONTENT'],
    },
  })
  .output(output(claimedShift))
  .mutation(({ ctx, input }) =>
    claimShift(ctx.db, { ...input, principal: describePrincipal(ctx.principal), requestId: ctx.requestId }),
  )

export const release = workerProcedure(shiftInput)
  .meta({
    rest: {
      method: 'DELETE',
      path: '/v1/workers/{workerId}/claimed-shifts/{shiftId}',
      summary: 'Gives the shift back. Repeating it is no error',
      refusals: ['CONFLICT'],
    },
  })
  .output(output(claimedShift))
  .mutation(({ ctx, input }) =>
    releaseShift(ctx.db, { ...input, principal: describePrincipal(ctx.principal), requestId: ctx.requestId }),
  )
