import { tracked } from '@trpc/server'
import { z } from 'zod'
import type { NumberedEvent } from '../watch/event.ts'
import { workerInput, workerProcedure } from '../trpc.ts'

/** `lastEventId` is the last event that the client has seen; tRPC's client sends it along when it connects again. */
const watchInput = workerInput.extend({ lastEventId: z.string().max(100).optional() })

export const watch = workerProcedure(watchInput).subscription(
  async ({ ctx, input: { workerId, lastEventId }, signal }) =>
    tell(await ctx.watch(workerId, { lastEventId, signal })),
)

async function* tell(events: AsyncIterable<NumberedEvent>) {
  for await (const { id, event } of events) yield tracked(id, event)
}
