import { join } from 'node:path'
import { serverAccount } from './account.ts'
import { installedBinaries, runnableBinaries } from './binaries.ts'
import { ensureDatabase } from './client.ts'
import { clusterUrl, openCluster } from './cluster.ts'
import { EmbeddedPostgresError } from './error.ts'
import { reachableFolder } from './folder.ts'
import { withLock } from './lock.ts'
import { disown, isOrphan, isOwn, own } from './owner.ts'
import { joinOrStart, stopServer } from './server.ts'

export interface EmbeddedPostgresOptions {
  /** Where the data is kept. */
  folder: string
  /** False for a throw-away server: faster, and a crash of the machine loses its data. */
  durable?: boolean
}

export interface EmbeddedPostgres {
  url: string
  /** Where the data really is: elsewhere than asked for when PostgreSQL's account cannot get there. */
  folder: string
  /** Whether it was already there, started by another process. */
  wasRunning: boolean
  /** Stops the server, unless another living process started it. */
  stop(): Promise<void>
}

/** Starts the PostgreSQL whose data is in the folder, or joins it where it runs. Its database `shifts` exists then. */
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

async function start({ folder: wanted, durable = true }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const installed = await installedBinaries()
  const folder = await reachableFolder(wanted, serverAccount)
  const lock = join(folder, 'lock')
  const owner = join(folder, 'owner')

  return withLock(lock, async () => {
    const binaries = await runnableBinaries(installed, folder, serverAccount)
    const cluster = await openCluster(join(folder, 'cluster'), { durable, binaries, account: serverAccount })
    const { port, wasRunning } = await joinOrStart(cluster)
    const ours = !wasRunning || isOrphan(owner)
    if (ours) own(owner)
    const url = clusterUrl(cluster, port)
    await ensureDatabase(url)
    return { url, folder, wasRunning, stop }

    function stop(): Promise<void> {
      return withLock(lock, async () => {
        if (!(ours && isOwn(owner)) && !isOrphan(owner)) return
        await stopServer(cluster)
        disown(owner)
      })
    }
  })
}
