import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { giveTo, runAs, type Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { EmbeddedPostgresError, hasCode } from './error.ts'
import { makeWhole } from './whole.ts'

const user = 'shifts'
const database = 'shifts'

/** PostgreSQL's data and what it takes to run and to reach it. */
export interface Cluster {
  data: string
  log: string
  password: string
  durable: boolean
  binaries: Binaries
  account: Account | undefined
}

type Means = Pick<Cluster, 'durable' | 'binaries' | 'account'>

/** The cluster in `folder`, made if it is not there: data and password arrive together. */
export async function openCluster(folder: string, means: Means): Promise<Cluster> {
  await makeWhole(folder, (unfinished) => initialize(unfinished, means))
  const password = await readPassword(join(folder, 'password'))
  return { ...means, data: join(folder, 'data'), log: join(folder, 'server.log'), password }
}

/** A crash of the machine, or a disk that was full, may have cut off what an older version wrote. */
async function readPassword(file: string): Promise<string> {
  const password = await readFile(file, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return ''
    throw error
  })
  if (/^[\w-]{32,}$/.test(password)) return password
  throw new EmbeddedPostgresError(
    `${file} does not hold the password of the data beside it: to start anew, delete ${dirname(file)}.`,
  )
}

/** Where a client finds the cluster's database while the server listens on `port`, whatever PGSSLMODE says there. */
export function clusterUrl(cluster: Cluster, port: number): string {
  return `postgresql://${user}:${cluster.password}@127.0.0.1:${port}/${database}?sslmode=disable`
}

async function initialize(folder: string, { durable, binaries, account }: Means): Promise<void> {
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true })
  await giveTo(account, folder)
  const args = [
    `--pgdata=${join(folder, 'data')}`,
    `--username=${user}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same order and the same case rules on every machine.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]
  try {
    await runAs(account, binaries.initdb, durable ? args : [...args, '--no-sync'])
  } catch (cause) {
    throw new EmbeddedPostgresError(`PostgreSQL could not create its data folder: ${String(cause)}`, {
      cause,
    })
  }
}
