import type { z } from 'zod'
import type { watchEvent } from '../outputs.ts'

export type WatchEvent = z.output<typeof watchEvent>

/** An event with its id: a client that has seen it has been told everything up to there. */
export type NumberedEvent = readonly [id: string, event: WatchEvent]

export const refetchAt = (id: string): NumberedEvent => [id, { type: 'refetch' }]
