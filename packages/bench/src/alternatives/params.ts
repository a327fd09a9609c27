import { z } from 'zod'

/** What a peer is asked: for the shifts of a worker that start from an instant on, and before another. */
export const peerQuestion = z.object({
  workerId: z.coerce.number().int(),
  from: z.string().default('-infinity'),
  to: z.string().default('infinity'),
  limit: z.coerce.number().int().optional(),
  timeZone: z.string().default('UTC'),
})
export type PeerQuestion = z.output<typeof peerQuestion>

export interface PeerShift {
  id: number
  startsAt: Date
  endsAt: Date
  profession: string
  facility: { id: number; name: string; timeZone: string }
  overlapsClaimed: boolean
}

/** How a peer finds every shift that the worker may take, in order. */
export type Approach = (question: PeerQuestion) => Promise<PeerShift[]>
