import { createFeed, listFeeds, revokeFeed } from '@shifts/db'
import { z } from 'zod'
import { messages } from '../http/messages.ts'
import { addFieldIssue } from '../shifts/fieldIssue.ts'
import { checkFilter, savedShiftFilter, shiftFilter } from '../shifts/filter.ts'
import { output, router, workerInput, workerProcedure } from '../trpc.ts'
import { id } from '../values.ts'
import { createdFeed, feed, feedKind } from './outputs.ts'
import { feedPath } from './serveFeed.ts'

const path = '/v1/workers/{workerId}/feeds'

const createInput = workerInput
  .extend({ kind: feedKind, ...shiftFilter })
  .superRefine(checkFilter)
  .superRefine(({ workerId: _workerId, kind, ...filter }, ctx) => {
    if (kind === 'claimed')
      for (const field of Object.keys(filter)) addFieldIssue(ctx, field, messages.filterOfClaimed)
  })

export const feedRouter = router({
  list: workerProcedure(workerInput)
    .meta({
      rest: { method: 'GET', path, summary: 'The worker’s calendar feeds, without their addresses' },
    })
    .output(output(z.object({ feeds: z.array(feed) })))
    .query(async ({ ctx, input }) => {
      const feeds = await ctx.read((db) => listFeeds(db, input.workerId))
      // An earlier version may have saved a filter with a field that no longer exists.
      return {
        feeds: feeds.map(({ filter, ...rest }) => ({
          ...rest,
          filter: savedShiftFilter.safeParse(filter).data ?? {},
        })),
      }
    }),

  create: workerProcedure(createInput)
    .meta({
      rest: {
        method: 'POST',
        path,
        summary: 'Creates a calendar feed of claimed shifts, or of the open shifts that match a filter',
        refusals: ['CONFLICT'],
      },
    })
    .output(output(createdFeed))
    .mutation(async ({ ctx, input: { workerId, kind, ...filter } }) => {
      const { id, secret } = await createFeed(ctx.db, { workerId, kind, filter })
      return { id, kind, url: `${ctx.origin}${feedPath(secret)}` }
    }),

  revoke: workerProcedure(workerInput.extend({ feedId: id }))
    .meta({
      rest: {
        method: 'DELETE',
        path: `${path}/{feedId}`,
        summary: 'Revokes a calendar feed: its address no longer exists. Repeating it is no error',
      },
    })
    .output(output(z.object({})))
    .mutation(async ({ ctx, input }) => {
      await revokeFeed(ctx.db, input)
      return {}
    }),
})
