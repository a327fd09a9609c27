import { readFile, rm } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import getPort from 'get-port'
import { runAs } from './account.ts'
import type { Cluster } from './cluster.ts'
import { EmbeddedPostgresError } from './error.ts'
import { findPostmaster, readPostmaster } from './postmaster.ts'
import { pidExists } from './process.ts'
import { serverOptions } from './settings.ts'

const pgCtlTimeoutSeconds = '120'

/** How long to try to start: the last queries of a killed server may run for some time and keep its memory in use. */
const timeoutMs = 30_000

/** The port was taken, processes of a killed server still use its memory, or another process has started the server. */
const temporaryFailure = /Address already in use|is still in use|lock file .* already exists/

/** Joins the running server of the cluster, or starts one, at `requestedPort` if it is given. */
export async function joinOrStart(
  cluster: Cluster,
  requestedPort?: number,
): Promise<{ port: number; wasRunning: boolean }> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const running = await findPostmaster(cluster)
    if (running !== undefined) return { port: running.port, wasRunning: true }
    // The port of a killed server, because clients may still use it, else any free one.
    const port =
      requestedPort ?? ((await readPostmaster(cluster))?.port || (await getPort({ host: '127.0.0.1' })))
    try {
      await start(cluster, port)
      return { port, wasRunning: false }
    } catch (cause) {
      const log = await lastLines(cluster)
      if (!temporaryFailure.test(log) || Date.now() > deadline) {
        throw new EmbeddedPostgresError(`PostgreSQL did not start: ${String(cause)}`, { cause, log })
      }
    }
    await setTimeout(250)
  }
}

/** Stops the server if it is running. Clients are disconnected; what they committed is kept. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const postmaster = await readPostmaster(cluster)
  if (postmaster === undefined || !pidExists(postmaster.pid)) return
  try {
    await pgCtl(cluster, ['stop', '--mode=fast'])
  } catch (cause) {
    const log = await lastLines(cluster)
    throw new EmbeddedPostgresError(`PostgreSQL did not stop: ${String(cause)}`, { cause, log })
  }
}

/** Each start begins a new log, which keeps it small and about the running server. */
async function start(cluster: Cluster, port: number): Promise<void> {
  await rm(cluster.log, { force: true })
  await pgCtl(cluster, ['start', `--log=${cluster.log}`, `--options=${serverOptions(port, cluster)}`])
}

function pgCtl({ account, binaries, data }: Cluster, args: string[]): Promise<void> {
  return runAs(account, binaries.pg_ctl, [
    ...args,
    `--pgdata=${data}`,
    '--wait',
    `--timeout=${pgCtlTimeoutSeconds}`,
  ])
}

async function lastLines(cluster: Cluster): Promise<string> {
  const log = await readFile(cluster.log, 'utf8').catch(() => '')
  return log.trimEnd().split('\n').slice(-15).join('\n')
}
