import { z } from 'zod'

/** The input of the process that watches. */
export const watchSpec = z.object({
  origin: z.string(),
  headers: z.record(z.string(), z.string()),
  workerIds: z.array(z.int()),
  claims: z.array(
    z.object({ method: z.literal('POST'), path: z.string(), body: z.string(), shiftId: z.int() }),
  ),
  perSecond: z.number(),
  /** How many of the first claims are not measured. */
  warmUpClaims: z.int(),
  /** How many events all watchers together must receive. */
  events: z.int(),
})

export type WatchSpec = z.output<typeof watchSpec>
