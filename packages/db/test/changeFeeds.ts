import { expect, onTestFinished } from 'vitest'
import {
  followWal,
  listenForNotifications,
  revokeSession,
  type Change,
  type Database,
  type ListenForChanges,
} from '../src/index.ts'

export const notifications =
  (url: string): ListenForChanges =>
  (options) =>
    listenForNotifications(url, options)

export const wal =
  (url: string, primaryUrl?: string): ListenForChanges =>
  (options) =>
    followWal(() => ({ url, primaryUrl }), options)

let lastMark = 0

/** Signs out a session, which every feed of the database receives in its place between the changes. Returns its id. */
export async function publishMark(db: Database<'primary'>): Promise<string> {
  const id = `mark-${(lastMark += 1)}`
  await revokeSession(db, { id, expiresAt: '2100-01-01T00:00:00Z' })
  return id
}

/** Listens until the end of the test. */
export async function startFeed(listen: ListenForChanges) {
  const received: Change[] = []
  const marks: string[] = []
  const errors: Error[] = []
  const listening = new AbortController()
  const ended = listen({
    signal: listening.signal,
    onChange: (change) => received.push(change),
    onSessionRevoked: ({ id }) => marks.push(id),
    onError: (error) => errors.push(error),
  })
  onTestFinished(async () => {
    listening.abort()
    await ended
  })
  await expect
    .poll(() => ({ errors, first: received[0] }), { timeout: 20_000, interval: 5 })
    .toMatchObject({ errors: [], first: { everything: true } })
  received.length = 0

  /** Resolves when everything before the mark has arrived. */
  const until = (mark: string) => expect.poll(() => marks.at(-1), { timeout: 20_000, interval: 2 }).toBe(mark)

  /** Returns what was received since the last call, until the mark. */
  async function take(mark: string): Promise<Change[]> {
    await until(mark)
    // Others only say how far the log was read.
    return received.splice(0).filter((change) => Object.keys(change).some((key) => key !== 'position'))
  }
  return { received, errors, take }
}

/** Everything that the changes name, once and sorted. */
export function merge(changes: readonly Change[]) {
  const sorted = (kind: 'shiftIds' | 'facilityIds' | 'documentIds' | 'workerIds') =>
    [...new Set(changes.flatMap((change) => change[kind] ?? []))].toSorted((a, b) => a - b)
  return {
    everything: changes.some(({ everything }) => everything),
    shiftIds: sorted('shiftIds'),
    facilityIds: sorted('facilityIds'),
    documentIds: sorted('documentIds'),
    workerIds: sorted('workerIds'),
  }
}
