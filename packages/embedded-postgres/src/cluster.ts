import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { giveTo, runAs, type Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { EmbeddedPostgresError, hasCode } from './error.ts'
import { createAtomically } from './createAtomically.ts'
import type { WalLevel } from './settings.ts'

const user = 'shifts'
const database = 'shifts'

/** PostgreSQL's data folder, and what is needed to run the server and to connect to it. */
export interface Cluster {
  data: string
  log: string
  password: string
  durable: boolean
  walLevel: WalLevel
  binaries: Binaries
  account: Account | undefined
}

type ClusterOptions = Pick<Cluster, 'durable' | 'walLevel' | 'binaries' | 'account'>

/** The cluster in `folder`, created if it does not exist. Data and password are created together. */
export async function ensureCluster(folder: string, options: ClusterOptions): Promise<Cluster> {
  await createAtomically(folder, (unfinished) => initialize(unfinished, options))
  const password = await readPassword(join(folder, 'password'))
  return { ...options, data: join(folder, 'data'), log: join(folder, 'server.log'), password }
}

/** The file may be truncated: an older version did not flush it before a crash or on a full disk. */
async function readPassword(file: string): Promise<string> {
  const password = await readFile(file, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return ''
    throw error
  })
  if (/^[\w-]{32,}$/.test(password)) return password
  throw new EmbeddedPostgresError(
    `${file} does not contain the password of the data next to it. To start with new data, delete ${dirname(file)}.`,
  )
}

/** The URL of the cluster's database while the server listens on `port`. It overrides PGSSLMODE. */
export function clusterUrl(cluster: Cluster, port: number): string {
  return `postgresql://${user}:${cluster.password}@127.0.0.1:${port}/${database}?sslmode=disable`
}

async function initialize(folder: string, { durable, binaries, account }: ClusterOptions): Promise<void> {
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true })
  await giveTo(account, folder)
  const args = [
    `--pgdata=${join(folder, 'data')}`,
    `--username=${user}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same sort order and case rules on every machine.
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
