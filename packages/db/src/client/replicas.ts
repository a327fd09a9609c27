import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { reasonOf } from '../errors.ts'
import { connect, type OnlyServer, type Queryable, type Server } from './connect.ts'
import { addSample, lagMs, type Sample } from './replicaLag.ts'
import { currentPosition, walPosition, type WalPosition } from './walPosition.ts'

/** A standby from which may be read, as long as it is well. */
export interface Replica {
  url: string
  /** Its host and port. */
  name: string
  /** Why nothing is read from it at present. Undefined while it is used. */
  problem: () => string | undefined
  /** How far it is behind the primary in ms, with the precision of a check. At most an hour. */
  lagMs: () => number
  /** Reads nothing from it until its next check succeeds. */
  leaveOut: (error: unknown) => void
  /** Whether it has replayed the log up to the position. Waits for it for a moment. A position that nobody can have written is ignored. */
  hasReplayed: (position: WalPosition) => Promise<boolean>
}

/** The replicas of a primary, in the order in which they are preferred. */
export interface Replicas {
  all: readonly Replica[]
  /** The first one that is used. */
  current: () => Replica | undefined
  /** Aborted when `current` changes the next time. */
  changed: () => AbortSignal
  stop: () => Promise<void>
}

export interface ReplicasOptions {
  primaryUrl: string
  replicaUrls: readonly string[]
  /** Called when a replica is left out, with the reason, and when it is used again. */
  onProblem?: (replica: string, problem: string | undefined) => void
  /** A replica that is further behind is left out. */
  maxLagMs?: number
  /** How often each server is checked. */
  intervalMs?: number
}

/** How long a read that has a position waits for a replica, before it runs on the primary. */
const replayTimeoutMs = 50

/** The pause between two queries of what a replica has replayed, while reads wait for it. */
const replayPollMs = 2

/** How long a check may take, half of it for connecting. A busy replica must not be left out at once. */
const checkTimeoutMs = 2_000

/** A position that is further ahead of the primary is not one of its log: it may be from before a restore, or made up. */
const maxAheadBytes = 1n << 30n

const nameOf = (url: string): string => {
  const { hostname, port } = new URL(url)
  return `${hostname}:${port || '5432'}`
}

/** Checks the replicas again and again until `stop`, on one connection each. None is used before its first check. */
export function watchReplicas(options: ReplicasOptions): Replicas {
  const { primaryUrl, replicaUrls, onProblem, maxLagMs = 10_000, intervalMs = 1_000 } = options
  const stopped = new AbortController()
  const samples: Sample[] = []
  const running: Promise<void>[] = []
  let current: Replica | undefined
  let changed = new AbortController()

  /** Runs `check` on one connection to the server, about once in `intervalMs`. */
  function repeat(url: string, check: (db: Queryable<OnlyServer>) => Promise<void>): Queryable<OnlyServer> {
    const { db, close } = connect(url, {
      connections: 1,
      timeoutMs: checkTimeoutMs,
      applicationName: 'open-shifts health',
    })
    const run = async () => {
      while (!stopped.signal.aborted) {
        await check(db)
        // Hosts that started together do not check together.
        const pauseMs = intervalMs * (0.8 + 0.4 * Math.random())
        await delay(pauseMs, undefined, { signal: stopped.signal, ref: false }).catch(() => {})
      }
      await close()
    }
    running.push(run())
    return db
  }

  function watch(url: string): Replica {
    const name = nameOf(url)
    let problem: string | undefined = 'it was not checked yet'
    let isReportedAsUsed: boolean | undefined
    let replayed: WalPosition = 0n
    let polling: Promise<boolean> | undefined

    function setProblem(found: string | undefined): void {
      problem = found
      const isUsed = found === undefined
      if (isUsed !== isReportedAsUsed) onProblem?.(name, found)
      isReportedAsUsed = isUsed
      update()
    }

    const db = repeat(url, async (server) => {
      try {
        const state = await readReplica(server)
        replayed = state.replayed
        setProblem(state.isStandby ? lagProblem(lagMs(samples, replayed)) : 'it is not a standby')
      } catch (error) {
        setProblem(reasonOf(error))
      }
    })

    const lagProblem = (lag: number) =>
      lag > maxLagMs ? `it is ${Math.round(lag / 1_000)} s behind the primary` : undefined

    /** @returns false if it cannot be read */
    async function poll(): Promise<boolean> {
      try {
        replayed = (await readReplica(db)).replayed
        await delay(replayPollMs)
        return true
      } catch {
        return false
      }
    }

    return {
      url,
      name,
      problem: () => problem,
      lagMs: () => lagMs(samples, replayed),
      leaveOut: (error) => setProblem(reasonOf(error)),
      async hasReplayed(position) {
        const newest = samples.at(-1)
        if (replayed >= position || (newest && position > newest.position + maxAheadBytes)) return true
        const timeout = delay(replayTimeoutMs, false)
        while (replayed < position) {
          polling ??= poll().finally(() => (polling = undefined))
          if (!(await Promise.race([polling, timeout]))) return false
        }
        return true
      },
    }
  }

  function update(): void {
    const next = all.find(({ problem }) => problem() === undefined)
    if (next === current) return
    current = next
    changed.abort()
    changed = new AbortController()
  }

  repeat(primaryUrl, async (primary) => {
    // While the primary is away there are no samples, and the replicas stay in use.
    const position = await currentPosition(primary).catch(() => undefined)
    if (position !== undefined) addSample(samples, { position, atMs: performance.now() })
  })
  const all = replicaUrls.map(watch)
  return {
    all,
    current: () => current,
    changed: () => changed.signal,
    async stop() {
      stopped.abort()
      await Promise.all(running)
    },
  }
}

async function readReplica(db: Queryable<Server>) {
  const { rows } = await db.execute(sql`
    select pg_is_in_recovery() as "isStandby", coalesce(pg_last_wal_replay_lsn(), '0/0')::text as replayed`)
  return replicaState.parse(rows[0])
}

const replicaState = z.object({ isStandby: z.boolean(), replayed: walPosition })
