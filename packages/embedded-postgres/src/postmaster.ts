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

const patienceMs = 120_000
/** A postmaster listens within this time after it wrote its file, and until it removes it. */
const silenceMs = 2_000

/** What postmaster.pid says, be it left by a crash. A crash of the machine may leave it empty: that gives zeros. */
export async function readPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  try {
    const lines = (await readFile(pidFile(cluster), 'utf8')).split('\n')
    return { pid: Number(lines[0]) || 0, port: Number(lines[3]) || 0 }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** The server that runs on the cluster and lets us in. Waits for one that is starting or stopping to have done so. */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const began = Date.now()
  for (;;) {
    const postmaster = await readPostmaster(cluster)
    if (postmaster === undefined) return undefined
    if (postmaster.pid !== 0 && !pidExists(postmaster.pid)) return undefined
    const state = postmaster.port === 0 ? 'silent' : await ask(clusterUrl(cluster, postmaster.port))
    if (state === 'ready') return postmaster
    if (state === 'silent' && Date.now() - began > silenceMs) return forget(cluster)
    if (Date.now() - began > patienceMs) {
      throw new EmbeddedPostgresError(
        `The PostgreSQL with pid ${postmaster.pid} runs on ${cluster.data} but does not let us in.`,
      )
    }
    await setTimeout(100)
  }
}

const pidFile = (cluster: Cluster) => join(cluster.data, 'postmaster.pid')

type State = 'ready' | 'silent' | 'busy'

async function ask(url: string): Promise<State> {
  try {
    await withClient(url, (client) => client.query('select'))
    return 'ready'
  } catch (error) {
    return hasCode(error, 'ECONNREFUSED') ? 'silent' : 'busy'
  }
}

/** Nobody is behind the file, but PostgreSQL would not start: it says too little, or a pid that has a new bearer. */
async function forget(cluster: Cluster): Promise<undefined> {
  await rm(pidFile(cluster), { force: true })
}
