import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { z } from 'zod'
import { assertDirect } from '../client/pgBouncer.ts'
import {
  readRevokedSession,
  revokedSessionChannel,
  type RevokedSession,
} from '../sessions/revokedSessions.ts'

/** What a transaction has changed of what decides over availability. */
export interface Change {
  shiftIds?: number[] | undefined
  /** Whether they are active, what they require, or which shifts they have. */
  facilityIds?: number[] | undefined
  /** Whether they are active, their profession, or what they hold. */
  workerIds?: number[] | undefined
  /** More than can be said, or anything at all while nobody listened. */
  everything?: true | undefined
}

const ids = z.array(z.int()).optional()
const change = z.object({
  shiftIds: ids,
  facilityIds: ids,
  workerIds: ids,
  everything: z.literal(true).optional(),
})

/** Anybody may notify: what cannot be read is no fault, and may be anything. */
function readChange(payload = ''): Change {
  try {
    return change.parse(JSON.parse(payload))
  } catch {
    return { everything: true }
  }
}

/** A connection that died without a word is found out by then. */
const heartbeatMs = 5_000
/** Chosen at random, so that hosts do not all reconnect to a restarted server at the same moment. */
const reconnectMs = { least: 250, most: 1_000 }

export interface ListenOptions {
  /** Ends the listening. */
  signal: AbortSignal
  onChange: (change: Change) => void
  /** A session was signed out. What is published while the connection is lost is not repeated. */
  onSessionRevoked?: (session: RevokedSession) => void
  onError: (error: Error) => void
}

/**
 * Listens to the PostgreSQL at `url` on one connection, and connects again whenever it breaks. Whenever it begins to
 * listen it tells `everything`, for nobody knows what happened before.
 */
export async function listenForChanges(url: string, options: ListenOptions): Promise<void> {
  const { signal, onError } = options
  while (!signal.aborted) {
    try {
      await listenUntilBroken(assertDirect(url), options)
    } catch (error) {
      if (signal.aborted) return
      onError(error instanceof Error ? error : new Error(String(error)))
      await delay(randomInt(reconnectMs.least, reconnectMs.most), undefined, { signal }).catch(() => {})
    }
  }
}

async function listenUntilBroken(url: string, options: ListenOptions): Promise<void> {
  const { signal, onChange, onSessionRevoked } = options
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: heartbeatMs,
    query_timeout: heartbeatMs,
    application_name: 'open-shifts listener',
  })
  const broken = new AbortController()
  client.on('error', (error) => broken.abort(error))
  client.on('end', () => broken.abort(new Error('The connection that listens has ended.')))
  client.on('notification', ({ channel, payload }) => {
    if (channel !== revokedSessionChannel) return onChange(readChange(payload))
    const session = readRevokedSession(payload)
    if (session) onSessionRevoked?.(session)
  })
  const isOver = AbortSignal.any([signal, broken.signal])
  try {
    await client.connect()
    await client.query(`listen change; listen ${revokedSessionChannel}`)
    onChange({ everything: true })
    while (!isOver.aborted) {
      await delay(heartbeatMs, undefined, { signal: isOver }).catch(() => {})
      if (!isOver.aborted) await client.query('select 1')
    }
    if (broken.signal.aborted) throw broken.signal.reason
  } finally {
    await client.end().catch(() => {})
  }
}
