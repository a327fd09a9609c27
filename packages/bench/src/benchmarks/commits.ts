import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimShift, connect, listenForChanges, type ChangeFeed } from '@shifts/db'
import { migrate } from '@shifts/db/migrate'
import { startEmbeddedPostgres } from '@shifts/embedded-postgres'
import { seed } from '@shifts/seed'
import { atLeast, type Benchmark, type Row, type Setting } from '../benchmark.ts'
import { latencies } from '../compare.ts'
import { findClaimable, giveAllBack, type Claimable } from '../database/claimable.ts'
import { load, type Load } from '../load/load.ts'
import { inRounds } from '../load/rounds.ts'
import { median, percentile, ratios, spread } from '../statistics.ts'

const feeds = ['notify', 'wal'] as const
const mostClients = 32
const shifts = 200_000

interface Sample extends Load {
  /** From the response to a claim until its change is heard, of the same process. */
  heardMs: { p50: number; p99: number }
}

/** Compares claims whose changes are published by NOTIFY with claims whose changes are read from the write-ahead log. */
export const commits: Benchmark = {
  name: 'commits',
  title: 'Claims with fsync on, by NOTIFY and from the write-ahead log',
  run: async (setting) =>
    withDurablePostgres(async (url) => {
      // Claims of one worker wait for each other, so those that are made at once are of different workers.
      const claimable = (await findClaimable(url)).toSorted((a, b) => orderOf(a) - orderOf(b))
      const rows: Row[] = []
      let ratio = Number.NaN
      for (const clients of setting.isQuick ? [1, mostClients] : [1, 8, mostClients]) {
        const samples = await measure(setting, url, claimable, clients)
        const rates = feeds.map((feed) => (samples.get(feed) ?? []).map((each) => each.requestsPerSecond))
        ratio = median(ratios(rates[1] ?? [], rates[0] ?? []))
        for (const [feed, each] of samples) rows.push(rowOf(feed, clients, each))
      }
      return {
        tables: [{ name: 'commits', rows }],
        goals: [atLeast(3, `claims a second at ${mostClients} clients, the log over NOTIFY`, ratio)],
      }
    }),
}

/** A mixed order that is the same in each run. */
const orderOf = ({ shiftId }: Claimable) => Math.imul(shiftId, 0x9e3779b1)

const rowOf = (feed: string, clients: number, samples: Sample[]): Row => ({
  'live updates': feed,
  clients,
  'claims/s': spread(samples.map(({ requestsPerSecond }) => requestsPerSecond)),
  ...latencies(samples),
  'CPU ms: PostgreSQL': median(samples.map(({ databaseCpuMs }) => databaseCpuMs)),
  'heard after ms, p50': median(samples.map(({ heardMs }) => heardMs.p50)),
  'heard after ms, p99': median(samples.map(({ heardMs }) => heardMs.p99)),
})

const measure = (setting: Setting, url: string, claimable: Claimable[], clients: number) =>
  inRounds(
    setting.rounds,
    new Map(
      feeds.map((feed) => [
        feed as string,
        async (): Promise<Sample> => {
          await migrate(url, { changeFeed: feed })
          const sample = await measureOnce(url, feed, claimable, {
            connections: clients,
            seconds: setting.seconds,
          })
          await giveAllBack(url)
          return sample
        },
      ]),
    ),
  )

async function measureOnce(
  url: string,
  feed: ChangeFeed,
  claimable: Claimable[],
  limits: { connections: number; seconds: number },
): Promise<Sample> {
  const { db, close } = connect(url, { connections: limits.connections, timeoutMs: 60_000 })
  const heardAt = new Map<number, number>()
  const respondedAt = new Map<number, number>()
  const listening = new AbortController()
  const ended = await new Promise<{ feed: Promise<void> }>((resolve, reject) => {
    const running = listenForChanges({ primaryUrl: url, changeFeed: feed })({
      signal: listening.signal,
      onChange({ everything, shiftIds = [] }) {
        if (everything) resolve({ feed: running })
        for (const id of shiftIds) heardAt.set(id, performance.now())
      },
      onError: reject,
    })
  })
  const calls = claimable.map(({ workerId, shiftId }) => async () => {
    await claimShift(db, { workerId, shiftId, principal: 'service bench', requestId: 'bench' })
    respondedAt.set(shiftId, performance.now())
  })
  const result = await load({ databaseUrl: url, work: { kind: 'call', calls, once: true } }, limits)
  listening.abort()
  await Promise.all([ended.feed, close()])
  const delays = [...respondedAt].flatMap(([id, at]) => {
    const heard = heardAt.get(id)
    return heard === undefined ? [] : [Math.max(0, heard - at)]
  })
  return { ...result, heardMs: { p50: percentile(delays, 50), p99: percentile(delays, 99) } }
}

/** A seeded PostgreSQL that flushes each commit to the disk, unlike that of the other benchmarks. */
async function withDurablePostgres<T>(work: (url: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'open-shifts-bench-'))
  // As root, PostgreSQL runs as another user, which needs access.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), walLevel: 'logical' })
  try {
    await migrate(server.url)
    const anchor = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    await seed(server.url, { preset: 'marketplace', shifts, anchor })
    return await work(server.url)
  } finally {
    await server.stop()
    for (const path of [server.folder, folder])
      await rm(path, { recursive: true, force: true, maxRetries: 10 })
  }
}
