import { z } from 'zod'
import { workerInput, workerProcedure } from '../trpc.ts'

/** `lastEventId` is the last event that the client has seen; tRPC's client sends it along when it connects again. */
const watchInput = workerInput.extend({ lastEventId: z.string().max(100).optional() })

export const watch = workerProcedure(watchInput).subscription(
  ({ ctx, input: { workerId, lastEventId }, signal }) => ctx.watch(workerId, { lastEventId, signal }),
)
