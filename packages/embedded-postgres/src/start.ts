import { join } from 'node:path'
import { serverAccount } from './account.ts'
import { installedBinaries, runnableBinaries } from './binaries.ts'
import { ensureDatabase } from '@shifts/db/client'
import { clusterUrl, ensureCluster } from './cluster.ts'
import { dropPostgresVariables } from './env.ts'
import { EmbeddedPostgresError } from './error.ts'
import { reachableFolder } from './folder.ts'
import { keepRunning } from './keepRunning.ts'
import { withLock } from './lock.ts'
import { joinOrStart, stopServer } from './server.ts'
import type { WalLevel } from './settings.ts'
import { addUser, removeUser } from './users.ts'

export interface EmbeddedPostgresOptions {
  /** Where the data is kept. */
  folder: string
  /** False for a temporary server: faster, but a crash of the machine loses its data. */
  durable?: boolean
  /** `logical` for live updates from the write-ahead log. */
  walLevel?: WalLevel
}

export interface EmbeddedPostgres {
  url: string
  /** Where the data is: not the requested folder when PostgreSQL's account cannot enter that. */
  folder: string
  /** Whether the server was already running, used by another process or left by one that died. */
  wasRunning: boolean
  /**
   * Starts the server again at the same address whenever it dies, until `stop`.
   * @throws {EmbeddedPostgresError} when it does not come back
   */
  keepRunning: (log: (line: string) => void) => Promise<void>
  /** Stops the server, unless another process still uses it. */
  stop: () => Promise<void>
}

/**
 * Starts the PostgreSQL whose data is in the folder, or joins it if it is running, and creates its database `shifts`.
 * @throws {EmbeddedPostgresError} if it cannot be started
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    return await start(options)
  } catch (cause) {
    if (cause instanceof EmbeddedPostgresError) throw cause
    throw new EmbeddedPostgresError(`The embedded PostgreSQL could not be started: ${String(cause)}`, {
      cause,
    })
  }
}

async function start({
  folder: requestedFolder,
  durable = true,
  walLevel = 'minimal',
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  dropPostgresVariables()
  const installed = await installedBinaries()
  const folder = await reachableFolder(requestedFolder, serverAccount)
  const lock = join(folder, 'lock')
  const users = join(folder, 'users')

  return withLock(lock, async () => {
    const binaries = await runnableBinaries(installed, folder, serverAccount)
    const cluster = await ensureCluster(join(folder, 'cluster'), {
      durable,
      walLevel,
      binaries,
      account: serverAccount,
    })
    // Before the server starts: if the disk is too full to record the user, no server is left running.
    const user = addUser(users)
    const { port, wasRunning } = await joinOrStart(cluster).catch((error: unknown) => {
      removeUser(users, user)
      throw error
    })
    const url = clusterUrl(cluster, port)
    const release = async () => {
      if (removeUser(users, user)) await stopServer(cluster)
    }
    try {
      await ensureDatabase(url)
    } catch (error) {
      await release()
      throw error
    }
    const stopped = new AbortController()
    return {
      url,
      folder,
      wasRunning,
      keepRunning: (log) => keepRunning(cluster, { port, lock, signal: stopped.signal, log }),
      stop() {
        stopped.abort()
        return withLock(lock, release)
      },
    }
  })
}
