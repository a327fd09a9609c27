import { setTimeout as delay } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Client } from 'pg'
import { z } from 'zod'
import { assertDirect } from '../client/pgBouncer.ts'
import { readRevokedSession, revokedSessionChannel } from '../sessions/revokedSessions.ts'
import { ChangeFeedError, type Change, type ListenOptions } from './change.ts'
import { heartbeatMs, keepListening } from './keepListening.ts'
import { areNotifyTriggersDisabled } from './notifyTriggers.ts'

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

/**
 * Listens to the notifications of the PostgreSQL at `url` on one connection, and reconnects whenever the connection is lost. Each time
 * that it starts to listen it calls `onChange` with `everything`, because earlier changes are unknown. While the triggers that notify
 * are disabled, it does not listen and reports a ChangeFeedError.
 */
export function listenForNotifications(url: string, options: ListenOptions): Promise<void> {
  return keepListening(options, () => listenUntilConnectionLost(assertDirect(url), options))
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
    await assertNotified(client)
    onChange({ everything: true })
    while (!stopped.aborted) {
      await delay(heartbeatMs, undefined, { signal: stopped }).catch(() => {})
      if (!stopped.aborted) await assertNotified(client)
    }
    if (connectionLost.signal.aborted) throw connectionLost.signal.reason
  } finally {
    await client.end().catch(() => {})
  }
}

/** Somebody may disable the triggers at any time. */
async function assertNotified(client: Client): Promise<void> {
  if (await areNotifyTriggersDisabled(drizzle(client)))
    throw new ChangeFeedError(
      'The database does not notify of changes, because it was migrated with CHANGE_FEED=wal. Start this host with CHANGE_FEED=wal, or run `pnpm migrate` with CHANGE_FEED=notify.',
    )
}
