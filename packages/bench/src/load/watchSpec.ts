import { z } from 'zod'

/** The input of the process that measures how watchers list again after an interruption. */
export const stormSpec = z.object({
  /** The hosts, which the watchers are spread over. */
  origins: z.array(z.string()),
  headers: z.record(z.string(), z.string()),
  workerIds: z.array(z.int()),
})

export type StormSpec = z.output<typeof stormSpec>

/** The input of the process that watches and claims. */
export const watchSpec = stormSpec.extend({
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
