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

/** Changes of one transaction that affect which shifts are available, or what is shown of them and of documents. */
export interface Change {
  shiftIds?: number[] | undefined
  /** Facilities of which something changed, requirements included, or that lost or gained shifts. */
  facilityIds?: number[] | undefined
  /** Documents whose names or active flags changed. */
  documentIds?: number[] | undefined
  /** Workers that became active or inactive, or whose profession or documents changed. */
  workerIds?: number[] | undefined
  /** Anything may have changed: too many rows for one notification, or changes while the connection was lost. */
  everything?: true | undefined
}

const ids = z.array(z.int()).optional()
const change = z.object({
  shiftIds: ids,
  facilityIds: ids,
  documentIds: ids,
  workerIds: ids,
  everything: z.literal(true).optional(),
})

/** Any role may notify on the channel, so an invalid payload is not an error: anything may have changed. */
function readChange(payload = ''): Change {
  try {
    return change.parse(JSON.parse(payload))
  } catch {
    return { everything: true }
  }
}

/** A dead connection is detected after this time, even if it was not closed. */
const heartbeatMs = 5_000
/** The wait before reconnecting is random, so that not all hosts reconnect to a restarted server at the same moment. */
const reconnectMs = { min: 250, max: 1_000 }

export interface ListenOptions {
  /** Stops listening. */
  signal: AbortSignal
  onChange: (change: Change) => void
  /** Called when a session was signed out. Misses the sign-outs that are published while the connection is lost. */
  onSessionRevoked?: (session: RevokedSession) => void
  onError: (error: Error) => void
}

/**
 * Listens to the PostgreSQL at `url` on one connection, and reconnects whenever the connection is lost. Each time that it
 * starts to listen it calls `onChange` with `everything`, because earlier changes are unknown.
 */
export async function listenForChanges(url: string, options: ListenOptions): Promise<void> {
  const { signal, onError } = options
  while (!signal.aborted) {
    try {
      await listenUntilConnectionLost(assertDirect(url), options)
    } catch (error) {
      if (signal.aborted) return
      onError(error instanceof Error ? error : new Error(String(error)))
      await delay(randomInt(reconnectMs.min, reconnectMs.max), undefined, { signal }).catch(() => {})
    }
  }
}

async function listenUntilConnectionLost(url: string, options: ListenOptions): Promise<void> {
  const { signal, onChange, onSessionRevoked } = options
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: heartbeatMs,
    query_timeout: heartbeatMs,
    application_name: 'open-shifts listener',
  })
  const connectionLost = new AbortController()
  client.on('error', (error) => connectionLost.abort(error))
  client.on('end', () => connectionLost.abort(new Error('The listening connection was closed.')))
  client.on('notification', ({ channel, payload }) => {
    if (channel !== revokedSessionChannel) return onChange(readChange(payload))
    const session = readRevokedSession(payload)
    if (session) onSessionRevoked?.(session)
  })
  const stopped = AbortSignal.any([signal, connectionLost.signal])
  try {
    await client.connect()
    await client.query(`listen change; listen ${revokedSessionChannel}`)
    onChange({ everything: true })
    while (!stopped.aborted) {
      await delay(heartbeatMs, undefined, { signal: stopped }).catch(() => {})
      if (!stopped.aborted) await client.query('select 1')
    }
    if (connectionLost.signal.aborted) throw connectionLost.signal.reason
  } finally {
    await client.end().catch(() => {})
  }
}
