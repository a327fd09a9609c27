import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import getPort from 'get-port'
import { giveTo, runAs, reachableFolder, serverAccount } from '@shifts/embedded-postgres'
import { findPostgresPrograms } from './postgresPrograms.ts'
import { runPostgres } from './postgresProcess.ts'

export interface SystemPostgresOptions {
  /** Settings besides those that tests need, such as `archive_mode=on`. */
  settings?: string[]
  /** Fills the empty data folder from a backup. Without it, the server is new. The backup must be of a server from here. */
  restore?: (dataFolder: string) => Promise<void>
}

export interface SystemPostgres {
  /** The URL of its database `postgres` as the superuser. */
  url: string
  /** Runs one of PostgreSQL's programs with `input` on its standard input. Returns its stdout, or rejects with its stderr. */
  run: (program: string, args: string[], input?: string) => Promise<string>
  stop: () => Promise<void>
}

const password = 'a password for tests'
const maxOutputBytes = 256 * 1024 * 1024

/**
 * Starts a temporary PostgreSQL below `parent` with the programs that are installed on this machine, for tests that need a
 * server of the same version. `path` lists folders to search besides Debian's, as in PATH.
 * @throws if the programs are missing
 */
export async function startSystemPostgres(
  parent: string,
  path: string | undefined,
  { settings = [], restore }: SystemPostgresOptions = {},
): Promise<SystemPostgres> {
  const bin = findPostgresPrograms(path)
  if (bin === undefined)
    throw new Error("PostgreSQL's initdb, psql, pg_dump and pg_restore are missing: install postgresql.")
  const requestedFolder = await mkdtemp(join(parent, 'postgres-'))
  await chmod(requestedFolder, 0o755)
  const folder = await reachableFolder(requestedFolder, serverAccount)
  const data = join(folder, 'data')
  await writeFile(join(folder, 'password'), password, { mode: 0o600 })
  if (restore !== undefined) {
    await mkdir(data, { mode: 0o700 })
    await restore(data)
  }
  await giveTo(serverAccount, folder)
  if (restore === undefined) await createServer(bin, folder)
  const port = await getPort({ host: '127.0.0.1' })
  const url = `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`
  const end = await runPostgres({ program: join(bin, 'postgres'), data, port, settings, url })
  return {
    url,
    async stop() {
      await end()
      await rm(folder, { recursive: true })
    },
    async run(program, args, input) {
      const running = promisify(execFile)(join(bin, program), args, { maxBuffer: maxOutputBytes })
      running.child.stdin?.end(input)
      return (await running).stdout
    },
  }
}

function createServer(bin: string, folder: string): Promise<unknown> {
  return runAs(serverAccount, join(bin, 'initdb'), [
    `--pgdata=${join(folder, 'data')}`,
    '--username=postgres',
    `--pwfile=${join(folder, 'password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ])
}
