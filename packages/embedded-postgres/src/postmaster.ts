import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { withClient } from '@shifts/db/client'
import { clusterUrl, type Cluster } from './cluster.ts'
import { EmbeddedPostgresError, hasCode } from './error.ts'
import { pidExists } from './process.ts'

export interface Postmaster {
  pid: number
  port: number
}

const timeoutMs = 120_000
/** A postmaster starts to listen within this time after it has written its file, and stops before it removes the file. */
const listenTimeoutMs = 2_000

/** The content of postmaster.pid, which may be left from a crash. An empty file, as after a crash of the machine, gives zeros. */
export async function readPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  try {
    const lines = (await readFile(pidFile(cluster), 'utf8')).split('\n')
    return { pid: Number(lines[0]) || 0, port: Number(lines[3]) || 0 }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** The running server that accepts our connection. Waits for a server that is starting or stopping. */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const startedAt = Date.now()
  for (;;) {
    const postmaster = await readPostmaster(cluster)
    if (postmaster === undefined) return undefined
    if (postmaster.pid !== 0 && !pidExists(postmaster.pid)) return undefined
    const state =
      postmaster.port === 0 ? 'refused' : await connectionState(clusterUrl(cluster, postmaster.port))
    if (state === 'ready') return postmaster
    if (state === 'refused' && Date.now() - startedAt > listenTimeoutMs) return removePidFile(cluster)
    if (Date.now() - startedAt > timeoutMs) {
      throw new EmbeddedPostgresError(
        `The PostgreSQL with pid ${postmaster.pid} runs on ${cluster.data} but refuses connections.`,
      )
    }
    await setTimeout(100)
  }
}

const pidFile = (cluster: Cluster) => join(cluster.data, 'postmaster.pid')

type ConnectionState = 'ready' | 'refused' | 'busy'

async function connectionState(url: string): Promise<ConnectionState> {
  try {
    await withClient(url, (client) => client.query('select'))
    return 'ready'
  } catch (error) {
    return hasCode(error, 'ECONNREFUSED') ? 'refused' : 'busy'
  }
}

/** Removes a stale file, with which PostgreSQL would not start: it is empty, or names a pid that another process has now. */
async function removePidFile(cluster: Cluster): Promise<undefined> {
  await rm(pidFile(cluster), { force: true })
}
