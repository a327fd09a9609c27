import { setTimeout } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { EmbeddedPostgresError } from './error.ts'
import { withLock } from './lock.ts'
import { readPostmaster } from './postmaster.ts'
import { identifyProcess, isAlive } from './process.ts'
import { joinOrStart } from './server.ts'

const checkIntervalMs = 500
/** The pause before a try is twice as long as that before the last one. */
const firstPauseMs = 1_000
const maxTries = 4
/** A server that has run for so long is stable: the tries are counted anew. */
const stableMs = 60_000

export interface KeepRunningOptions {
  /** The port that clients know. */
  port: number
  /** The lock file under which servers are started and stopped. */
  lock: string
  signal: AbortSignal
  log: (line: string) => void
}

/**
 * Starts the server again, at the same port, whenever its postmaster has died. One that another process has started by
 * then is joined. Resolves when the signal is aborted.
 * @throws {EmbeddedPostgresError} when it does not start or dies again and again, or runs at another port now
 */
export async function keepRunning(
  cluster: Cluster,
  { port, lock, signal, log }: KeepRunningOptions,
): Promise<void> {
  let postmaster = await identifyPostmaster(cluster)
  let startedAt = 0
  let tries = 0
  let failure: unknown = 'It died again and again.'
  const restart = async () => {
    if (signal.aborted) return
    const { port: actualPort } = await joinOrStart(cluster, port)
    if (actualPort !== port) throw new MovedError(port, actualPort)
    postmaster = await identifyPostmaster(cluster)
    startedAt = Date.now()
    log('PostgreSQL runs again.')
  }
  while (await pause(checkIntervalMs, signal)) {
    if (postmaster !== undefined && isAlive(postmaster)) {
      if (Date.now() - startedAt > stableMs) tries = 0
      continue
    }
    postmaster = undefined
    if (tries === maxTries) {
      throw new EmbeddedPostgresError(
        `PostgreSQL has ended, and ${maxTries} tries to start it again were in vain: ${String(failure)}`,
        { cause: failure },
      )
    }
    if (tries === 0) log('PostgreSQL has ended by itself: it is started again.')
    else if (!(await pause(firstPauseMs * 2 ** (tries - 1), signal))) return
    tries += 1
    try {
      await withLock(lock, restart)
    } catch (error) {
      if (error instanceof MovedError) throw error
      failure = error
    }
  }
}

class MovedError extends EmbeddedPostgresError {
  constructor(port: number, actualPort: number) {
    super(
      `PostgreSQL was at port ${port} and has been started at port ${actualPort} by another process: stop both and start again.`,
    )
  }
}

async function identifyPostmaster(cluster: Cluster): Promise<string | undefined> {
  const postmaster = await readPostmaster(cluster)
  return postmaster && identifyProcess(postmaster.pid)
}

/** False when the signal was aborted meanwhile. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  await setTimeout(ms, undefined, { signal }).catch(() => {})
  return !signal.aborted
}
