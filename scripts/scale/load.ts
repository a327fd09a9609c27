import { setMaxListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { issueToken } from '@shifts/api'
import { claimShifts, type Acknowledged } from './claims.ts'
import { createClient, type Client } from './client.ts'
import { Record } from './record.ts'
import { createWatcher, type Watcher } from './watcher.ts'

/** How many of the workers watch their shifts, and how many loops only read. */
const maxWatchers = 10
const readers = 4

/** How long the live updates may take to catch up after the load. */
const settleMs = 20_000

export interface Load {
  /** Ends the load. Resolves to what was acknowledged. */
  stop: () => Promise<Acknowledged[]>
  /** Waits until the watchers know what a new list says. Returns what those do not know that do not in time. */
  findStaleWatchers: () => Promise<string[]>
  records: { lists: Record; writes: Record }
  watchers: number
}

/** Clients of workers for whom there are shifts. */
export async function findClients(origin: string, secret: string, wanted: number): Promise<Client[]> {
  const clients: Client[] = []
  for (let workerId = 1; clients.length < wanted; workerId++) {
    const token = await issueToken(
      { AUTH_SECRET: secret, AUTH_ISSUER: 'open-shifts', AUTH_AUDIENCE: 'open-shifts' },
      { kind: 'worker', workerId },
      '1h',
    )
    const client = createClient(origin, workerId, token)
    const { status, body } = await client.list('notStarted=true&limit=100')
    if (status !== 200) throw new Error(`A list before the load: ${status} ${JSON.stringify(body)}`)
    if (JSON.stringify(body).length > 10_000) clients.push(client)
  }
  return clients
}

/** Claims, lists and watches by these clients, all through the balancer, until it is stopped. */
export function startLoad(clients: Client[]): Load {
  const records = { lists: new Record(), writes: new Record() }
  const load = new AbortController()
  const watch = new AbortController()
  // Each client waits for them.
  setMaxListeners(0, load.signal, watch.signal)
  const watchers: Watcher[] = clients
    .slice(0, maxWatchers)
    .map((client) => createWatcher(client, watch.signal))
  const watching = watchers.map((watcher) => watcher.run())
  const claiming = clients.map((client) => claimShifts(client, records, load.signal))
  const reading = Array.from({ length: readers }, (_, n) => read(clients, n, records.lists, load.signal))
  for (const record of Object.values(records)) record.start()

  return {
    records,
    watchers: watchers.length,
    async stop() {
      for (const record of Object.values(records)) record.stop()
      load.abort()
      await Promise.all(reading)
      return Promise.all(claiming)
    },
    async findStaleWatchers() {
      const deadline = Date.now() + settleMs
      for (;;) {
        const differences = await Promise.all(watchers.map((watcher) => watcher.difference().catch(String)))
        const stale = differences.filter((difference) => difference !== undefined)
        if (stale.length === 0 || Date.now() > deadline) {
          watch.abort()
          await Promise.all(watching)
          return stale
        }
        await delay(500)
      }
    },
  }
}

async function read(clients: Client[], first: number, lists: Record, signal: AbortSignal): Promise<void> {
  for (let turn = first; !signal.aborted; turn++) {
    const client = clients[turn % clients.length]
    if (client) lists.add((await client.list('notStarted=true&limit=100')).status)
    await delay(100)
  }
}
