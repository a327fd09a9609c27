import type { EligibleShift } from '@shifts/db'
import { z } from 'zod'

/** The parameters of a request to an alternative: the shifts of a worker that start in [from, to). */
export const alternativeParams = z.object({
  workerId: z.coerce.number().int(),
  from: z.string().default('-infinity'),
  to: z.string().default('infinity'),
  limit: z.coerce.number().int().optional(),
  timeZone: z.string().default('UTC'),
})
export type AlternativeParams = z.output<typeof alternativeParams>

/** What the product returns, with instants as the driver reads them. */
export type AlternativeShift = Omit<EligibleShift, 'profession' | 'startsAt' | 'endsAt'> & {
  startsAt: Date
  endsAt: Date
  profession: string
}

/** An alternative's way to list all eligible shifts of a worker, in order. */
export type Approach = (params: AlternativeParams) => Promise<AlternativeShift[]>
