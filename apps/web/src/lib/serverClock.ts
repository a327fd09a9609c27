'use client'

import type { getFetch } from '@trpc/client'

// The browser's clock may be wrong by hours, so the page uses the server's time. Between two responses the monotonic clock
// (`performance.now`) advances it.

/** The server's time at the zero of the monotonic clock, in ms. */
let origin = -Infinity
const listeners = new Set<() => void>()

/** Corrections up to this size notify no listener: every response arrives a little late. */
const toleranceMs = 30_000

/**
 * Corrects the clock by the server's time, in ms. The clock is only set forward: a delayed response holds an earlier time
 * than the present, and the monotonic clock may stop while the machine sleeps.
 */
export function syncClock(serverMs: number): void {
  const next = serverMs - performance.now()
  if (!(next > origin)) return
  const correction = next - origin
  origin = next
  if (correction > toleranceMs) for (const listener of listeners) listener()
}

/** The present by the server's clock, in ISO 8601. */
export const clockNow = (): string => new Date(origin + performance.now()).toISOString()

/** Calls `listener` after each correction of more than 30 seconds. Returns a function that removes the listener. */
export function onClockCorrected(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** `fetch`, with the clock synchronised by the date header of each response. */
export const fetchAndSyncClock: ReturnType<typeof getFetch> = async (input, init) => {
  const response = await fetch(input, { ...init, signal: init?.signal ?? null })
  syncClock(Date.parse(response.headers.get('date') ?? ''))
  return response
}
