import { tracked, type TrackedEnvelope } from '@trpc/server'
import type { z } from 'zod'
import type { watchEvent } from '../outputs.ts'

export type WatchEvent = z.output<typeof watchEvent>

/** An event with its id: a client that has seen it has been told everything up to there. */
export type NumberedEvent = TrackedEnvelope<WatchEvent>

export const refetchAt = (id: string): NumberedEvent => tracked(id, { type: 'refetch' })
