import { z } from 'zod'

/** The input of the process that measures how watchers list again after an interruption. */
export const stormSpec = z.object({
  /** The hosts, which the watchers are spread over. */
  origins: z.array(z.string()),
  /** Each worker with a token of its own, because a principal's calls wait for each other. */
  watchers: z.array(z.object({ workerId: z.int(), authorization: z.string() })),
})

export type Watching = StormSpec['watchers'][number]
export type StormSpec = z.output<typeof stormSpec>

/** The input of the process that watches and claims. */
export const watchSpec = stormSpec.extend({
  /** Of the claims. */
  headers: z.record(z.string(), z.string()),
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
