import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setImmediate, setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { assertDirect } from '../client/pgBouncer.ts'
import { withClient } from '../client/withClient.ts'
import type { ListenOptions } from './change.ts'
import { createTransactionDecoder, publicationName } from './decodeTransactions.ts'
import { assertPublished, explainWalError } from './walErrors.ts'
import { heartbeatMs, keepListening } from './keepListening.ts'
import { receiveWal } from './receiveWal.ts'

export interface WalSource {
  /** The direct URL of the server whose write-ahead log is read: the primary, or a standby of PostgreSQL 16 or newer. */
  url: string
  /** The direct URL of the primary, if `url` is a standby's. Without it, following the standby of an idle primary starts late. */
  primaryUrl?: string | undefined
  /** Aborted when the log of another server is to be read. */
  outdated?: AbortSignal | undefined
}

/** How long to wait for the transactions that are running at the start. Then the connection is made again. */
const startTimeoutMs = 60_000

/** How often a standby that waits for it gets a snapshot of the primary's transactions. */
const snapshotMs = 250

/**
 * Reads the changes of a database from the write-ahead log by logical decoding, in the order of the commits, and reconnects whenever
 * the connection is lost. Each time that it starts it calls `onChange` with `everything`, because earlier changes are unknown. The
 * replication slot ends with its connection, so the server keeps no log for a host that is gone. Reports a ChangeFeedError if the
 * server has to be configured for it.
 * @param sourceOf the server whose log is read, asked at each start
 */
export function followWal(sourceOf: () => WalSource, options: ListenOptions): Promise<void> {
  return keepListening(options, () => followUntilConnectionLost(sourceOf(), options))
}

async function followUntilConnectionLost(source: WalSource, options: ListenOptions): Promise<void> {
  const client = connectToWal(assertDirect(source.url))
  const connectionLost = new AbortController()
  const lose = (error: unknown) => connectionLost.abort(error)
  client.on('error', lose)
  client.on('end', () => lose(new Error('The connection that reads the write-ahead log was closed.')))
  const signals = [options.signal, connectionLost.signal, source.outdated ?? []].flat()
  const stopped = AbortSignal.any(signals)
  const end = () => client.end().catch(() => {})
  try {
    // The driver's promise would never settle if the connection were ended meanwhile.
    await client.connect()
    // Ends also a query that waits.
    stopped.addEventListener('abort', () => void end(), { once: true })
    if (!stopped.aborted) await follow(client, { source, options, lose, stopped })
  } catch (error) {
    lose(error)
  } finally {
    await end()
  }
  const isStopped = options.signal.aborted || source.outdated?.aborted
  if (!isStopped) throw explainWalError(connectionLost.signal.reason)
}

interface Following {
  source: WalSource
  options: ListenOptions
  lose: (error: unknown) => void
  stopped: AbortSignal
}

async function follow(client: Client, { source, options, lose, stopped }: Following): Promise<void> {
  const timeline = await withTimeout(prepareConnection(client), lose)
  const slot = `open_shifts_${randomUUID().replaceAll('-', '')}`
  const start = await createSlot(client, slot, { source, options, lose, stopped })
  const log = receiveWal(client, { onMessage: createTransactionDecoder(timeline, options), onError: lose })
  const started = once(client.connection, 'replicationStart', { signal: stopped })
  client
    .query(
      `START_REPLICATION SLOT ${slot} LOGICAL 0/0 (proto_version '1', publication_names '${publicationName}')`,
    )
    .catch(lose)
  await withTimeout(started, lose)
  options.onChange({ everything: true, position: `${timeline}.${start}` })
  while (!stopped.aborted) {
    const before = log.messages()
    log.acknowledge()
    await delay(heartbeatMs, undefined, { signal: stopped }).catch(() => {})
    // Reads what arrived while this process was busy.
    await setImmediate()
    if (log.messages() === before) lose(new Error('PostgreSQL has stopped sending the write-ahead log.'))
    else if (!stopped.aborted) options.onChange({ position: `${timeline}.${log.position()}` })
  }
}

function connectToWal(url: string): Client {
  const replicationUrl = new URL(url)
  replicationUrl.searchParams.set('replication', 'database')
  return new Client({
    connectionString: replicationUrl.href,
    connectionTimeoutMillis: heartbeatMs,
    application_name: 'open-shifts listener',
    options: '-c timezone=UTC -c datestyle=ISO',
  })
}

/** Checks the database. Returns the timeline of its log. */
async function prepareConnection(client: Client): Promise<number> {
  await unsetTimeouts(client)
  await assertPublished(client)
  const { rows } = await client.query<{ timeline: number }>('IDENTIFY_SYSTEM')
  return rows[0]?.timeline ?? 0
}

/** Waits for what a server does at once, unless it hangs. */
async function withTimeout<T>(work: Promise<T>, lose: (error: unknown) => void): Promise<T> {
  const timer = setTimeout(() => lose(new Error('PostgreSQL does not answer.')), heartbeatMs)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}

/** The timeouts of the hosts' role would end a replication session. */
async function unsetTimeouts(client: Client): Promise<void> {
  await client.query(
    `select set_config(name, '0', false) from pg_settings where name in
       ('lock_timeout', 'statement_timeout', 'transaction_timeout', 'idle_session_timeout')`,
  )
}

/**
 * Creates the temporary slot. PostgreSQL first waits for the transactions that are running.
 * @returns the LSN from which on every commit is decoded
 */
async function createSlot(
  client: Client,
  slot: string,
  { source: { primaryUrl }, options, lose, stopped }: Following,
): Promise<string> {
  const created = new AbortController()
  const signal = AbortSignal.any([stopped, created.signal])
  const waiting = new Error(
    'Live updates wait for the transactions that are running: pg_stat_activity shows them.',
  )
  const timers = [
    setTimeout(() => options.onError(waiting), heartbeatMs),
    setTimeout(() => lose(waiting), startTimeoutMs),
  ]
  if (primaryUrl !== undefined) void logSnapshots(primaryUrl, signal)
  try {
    const { rows } = await client.query<{ consistent_point: string }>(
      `CREATE_REPLICATION_SLOT ${slot} TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT`,
    )
    return rows[0]?.consistent_point ?? ''
  } finally {
    created.abort()
    for (const timer of timers) clearTimeout(timer)
  }
}

/** Decoding on a standby starts at a snapshot of the primary's transactions, of which an idle primary logs none by itself. */
async function logSnapshots(primaryUrl: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    // The role may lack the right. Then the standby waits for the next snapshot that the primary logs.
    await withClient(primaryUrl, (primary) => primary.query('select pg_log_standby_snapshot()')).catch(
      () => {},
    )
    await delay(snapshotMs, undefined, { signal }).catch(() => {})
  }
}
