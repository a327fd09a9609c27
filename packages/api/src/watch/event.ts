import type { z } from 'zod'
import type { watchEvent } from './outputs.ts'

export type WatchEvent = z.output<typeof watchEvent>

/** An event with its id. A client that has received it has received everything that was published before. */
export type EventWithId = readonly [id: string, event: WatchEvent]

export const refetchAt = (id: string): EventWithId => [id, { type: 'refetch' }]
