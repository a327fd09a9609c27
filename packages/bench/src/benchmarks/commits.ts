import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimShift, connect, listenForChanges, type ChangeFeed } from '@shifts/db'
import { migrate } from '@shifts/db/migrate'
import { startEmbeddedPostgres } from '@shifts/embedded-postgres'
import { seed } from '@shifts/seed'
import { atLeast, type Benchmark, type Goal, type Row, type Setting } from '../benchmark.ts'
import { latencies } from '../compare.ts'
import { findClaimable, giveAllBack, type Claimable } from '../database/claimable.ts'
import { execute } from '../database/query.ts'
import { load, type Load } from '../load/load.ts'
import { inRounds } from '../load/rounds.ts'
import { median, percentile, ratios, spread } from '../statistics.ts'

const feeds = ['notify', 'wal'] as const
const mostClients = 32
/** A flush to network storage, or to a synchronous standby, takes about this much longer than one to a local disk. */
const slowFlushMs = 2
const shifts = 1_000_000
/** The first claims of a connection read the catalogue and plan, which takes many times as long as a claim does later. */
const warmUpClaims = 8

interface Setup {
  clients: number
  /** By how much each flush is prolonged. */
  addedMs: number
}

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
      const claimable = inTurn(await findClaimable(url))
      const all: Setup[] = [
        { clients: 1, addedMs: 0 },
        { clients: 8, addedMs: 0 },
        { clients: mostClients, addedMs: 0 },
        { clients: mostClients, addedMs: slowFlushMs },
      ]
      const rows: Row[] = []
      const goals: Goal[] = []
      for (const setup of all.filter(({ clients }) => !setting.isQuick || clients === mostClients)) {
        const samples = await measure(setting, url, claimable, setup)
        for (const [feed, each] of samples) rows.push(rowOf(feed, setup, each))
        if (setup.clients < mostClients) continue
        const rates = feeds.map((feed) => (samples.get(feed) ?? []).map((each) => each.requestsPerSecond))
        const what = `claims a second at ${mostClients} clients, the log over NOTIFY, ${diskOf(setup)}`
        goals.push(atLeast(3, what, median(ratios(rates[1] ?? [], rates[0] ?? []))))
      }
      return { tables: [{ name: 'commits', rows }], goals }
    }),
}

/** One claim of each worker, then the next of each: claims of one worker wait for each other, so they are not made at once. */
function inTurn(claimable: readonly Claimable[]): Claimable[] {
  const turnOf = new Map<number, number>()
  return claimable
    .map((claim) => {
      const turn = turnOf.get(claim.workerId) ?? 0
      turnOf.set(claim.workerId, turn + 1)
      return { claim, turn }
    })
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ claim }) => claim)
}

const diskOf = ({ addedMs }: Setup) => (addedMs === 0 ? 'this disk' : `flushes ${addedMs} ms slower`)

const rowOf = (feed: string, setup: Setup, samples: Sample[]): Row => ({
  'live updates': feed,
  clients: setup.clients,
  disk: diskOf(setup),
  'claims/s': spread(samples.map(({ requestsPerSecond }) => requestsPerSecond)),
  ...latencies(samples),
  'CPU ms: PostgreSQL': median(samples.map(({ databaseCpuMs }) => databaseCpuMs)),
  'heard after ms, p50': median(samples.map(({ heardMs }) => heardMs.p50)),
  'heard after ms, p99': median(samples.map(({ heardMs }) => heardMs.p99)),
})

const measure = (setting: Setting, url: string, claimable: Claimable[], { clients, addedMs }: Setup) =>
  inRounds(
    setting.rounds,
    new Map(
      feeds.map((feed) => [
        feed as string,
        async (): Promise<Sample> => {
          await migrate(url, { changeFeed: feed })
          await prolongFlushes(url, addedMs)
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

/** PostgreSQL waits this long before it flushes, while it holds all that a commit holds during the flush. */
const prolongFlushes = (url: string, ms: number): Promise<void> =>
  execute(
    url,
    `alter system set commit_delay = ${ms * 1_000}`,
    'alter system set commit_siblings = 0',
    'select pg_reload_conf()',
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
  const claim = (some: typeof calls) =>
    load({ databaseUrl: url, work: { kind: 'call', calls: some, once: true } }, limits)
  const warmUp = limits.connections * warmUpClaims
  await claim(calls.slice(0, warmUp))
  respondedAt.clear()
  const result = await claim(calls.slice(warmUp))
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
