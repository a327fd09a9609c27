'use client'

import type { getFetch } from '@trpc/client'

// The browser's own clock may be wrong by hours, so it is used for nothing that has a meaning: the server's time is carried
// on by the monotonic clock, which nobody sets.

/** The server's time when the monotonic clock stood at zero, in ms. */
let origin = -Infinity
const listeners = new Set<() => void>()

/** What the clock may be late by without anybody being told: a page takes a while to arrive. */
const toleranceMs = 30_000

/**
 * Corrects the clock by the server's time, in ms. It is only ever put forward: what arrives late says an earlier time than
 * it is, and the monotonic clock may have stood still while the machine slept.
 */
export function syncClock(serverMs: number): void {
  const next = serverMs - performance.now()
  if (!(next > origin)) return
  const jump = next - origin
  origin = next
  if (jump > toleranceMs) for (const listener of listeners) listener()
}

/** The server's time by now, in ISO 8601. */
export const clockNow = (): string => new Date(origin + performance.now()).toISOString()

/** Calls `listener` whenever the clock was found to be late. Returns what ends that. */
export function onClockCorrected(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** As `fetch`; each answer says the server's time. */
export const fetchAndSyncClock: ReturnType<typeof getFetch> = async (input, init) => {
  const response = await fetch(input, { ...init, signal: init?.signal ?? null })
  syncClock(Date.parse(response.headers.get('date') ?? ''))
  return response
}
