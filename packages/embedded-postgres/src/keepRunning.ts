import { setTimeout } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { EmbeddedPostgresError } from './error.ts'
import { withLock } from './lock.ts'
import { readPostmaster } from './postmaster.ts'
import { identifyProcess, isAlive } from './process.ts'
import { joinOrStart } from './server.ts'

const checkIntervalMs = 500
/** Each pause before another attempt is twice as long as the previous one. */
const firstPauseMs = 1_000
const maxAttempts = 4
/** A server that has run for this long is stable, and the count of attempts is reset. */
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
 * Restarts the server at the same port whenever its postmaster has died, or joins it if another process has restarted it.
 * Resolves when the signal is aborted.
 * @throws {EmbeddedPostgresError} if it does not start, dies repeatedly, or now runs at another port
 */
export async function keepRunning(
  cluster: Cluster,
  { port, lock, signal, log }: KeepRunningOptions,
): Promise<void> {
  let postmaster = await identifyPostmaster(cluster)
  let startedAt = 0
  let attempts = 0
  let failure: unknown = 'It stopped repeatedly.'
  const restart = async () => {
    if (signal.aborted) return
    const { port: actualPort } = await joinOrStart(cluster, port)
    if (actualPort !== port) throw new MovedError(port, actualPort)
    postmaster = await identifyPostmaster(cluster)
    startedAt = Date.now()
    log('PostgreSQL is running again.')
  }
  while (await pause(checkIntervalMs, signal)) {
    if (postmaster !== undefined && isAlive(postmaster)) {
      if (Date.now() - startedAt > stableMs) attempts = 0
      continue
    }
    postmaster = undefined
    if (attempts === maxAttempts) {
      throw new EmbeddedPostgresError(
        `PostgreSQL stopped, and ${maxAttempts} attempts to restart it failed: ${String(failure)}`,
        { cause: failure },
      )
    }
    if (attempts === 0) log('PostgreSQL stopped unexpectedly: restarting it.')
    else if (!(await pause(firstPauseMs * 2 ** (attempts - 1), signal))) return
    attempts += 1
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

/** Waits. Returns false if the signal was aborted meanwhile. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  await setTimeout(ms, undefined, { signal }).catch(() => {})
  return !signal.aborted
}
