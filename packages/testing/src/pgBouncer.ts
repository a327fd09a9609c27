import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { giveTo, reachableFolder, serverAccount } from '@shifts/embedded-postgres'
import { appUrlOf } from '@shifts/db/migrate'
import { waitUntilReady } from './waitUntilReady.ts'

export interface PgBouncerOptions {
  /** The URL of PostgreSQL. PgBouncer serves each of its databases. */
  serverUrl: string
  /** The configuration and the log are written to a folder below this one. */
  folder: string
  /** Settings that differ from docs/pgbouncer.ini. */
  settings?: Record<string, string | number>
}

export interface PgBouncer {
  url: string
  stop: () => Promise<void>
}

const documentedConfiguration = fileURLToPath(new URL('../../../docs/pgbouncer.ini', import.meta.url))
const documentedServer = 'shifts = host=127.0.0.1 port=5432'
const timeoutMs = 10_000

/** Stops PgBouncer when this process ends in any way, because its standard input closes then. Debian installs it in /usr/sbin. */
const pgBouncerUntilInputCloses = 'PATH=$PATH:/usr/sbin; pgbouncer "$0" & read -r _; kill -KILL $!'

/** Starts a PgBouncer with the documented configuration on a free port. */
export async function startPgBouncer(options: PgBouncerOptions): Promise<PgBouncer> {
  const port = await getPort({ host: '127.0.0.1' })
  const folder = await configure(options, port)
  const child = spawn('/bin/sh', ['-c', pgBouncerUntilInputCloses, join(folder, 'pgbouncer.ini')], {
    ...serverAccount,
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
    // Ctrl-C must not reach PgBouncer, which would wait for its clients. It stops when its input closes.
    detached: true,
  })
  const stop = async () => {
    const ended = once(child, 'exit')
    child.stdin.end()
    await ended
    await rm(folder, { recursive: true })
  }
  const url = new URL(options.serverUrl)
  url.port = String(port)
  url.searchParams.set('pgbouncer', 'true')
  try {
    await waitUntilReady(url.href, timeoutMs)
  } catch (cause) {
    const log = await readFile(join(folder, 'pgbouncer.log'), 'utf8').catch(() => '')
    await stop()
    throw new Error(`PgBouncer did not start: is it installed?\n${log}`, { cause })
  }
  return { url: url.href, stop }
}

/** Writes the configuration, and returns its folder. */
async function configure(
  { serverUrl, folder: parent, settings }: PgBouncerOptions,
  port: number,
): Promise<string> {
  const { hostname, port: serverPort, username, password } = new URL(serverUrl)
  const app = new URL(appUrlOf(serverUrl))
  const users = [
    [username, password],
    [app.username, app.password],
  ]
  const requestedFolder = await mkdtemp(join(parent, 'pgbouncer-'))
  await chmod(requestedFolder, 0o755)
  const folder = await reachableFolder(requestedFolder, serverAccount)

  const documented = await readFile(documentedConfiguration, 'utf8')
  // PgBouncer uses the last value of a setting.
  const differences = {
    listen_port: port,
    unix_socket_dir: '',
    auth_file: join(folder, 'users.txt'),
    logfile: join(folder, 'pgbouncer.log'),
    ...settings,
  }
  const configuration = [
    documented.replace(documentedServer, `* = host=${hostname} port=${serverPort}`),
    ...Object.entries(differences).map(([name, value]) => `${name} = ${value}`),
    '',
  ]
  await writeFile(join(folder, 'pgbouncer.ini'), configuration.join('\n'))
  await writeFile(
    join(folder, 'users.txt'),
    users.map(([name, secret]) => `"${name}" "${secret}"\n`).join(''),
    { mode: 0o600 },
  )
  await giveTo(serverAccount, folder)
  return folder
}
