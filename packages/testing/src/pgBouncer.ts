import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { giveTo, serverAccount } from '@shifts/embedded-postgres'
import { withClient } from '@shifts/db/client'
import { reachableFolder } from '@shifts/embedded-postgres'
import { appUrlOf } from '@shifts/db/migrate'

export interface PgBouncerOptions {
  /** Where PostgreSQL is. PgBouncer stands before each of its databases. */
  serverUrl: string
  /** Its configuration and its log go into a folder below this one. */
  folder: string
  /** What differs from docs/pgbouncer.ini. */
  settings?: Record<string, string | number>
}

export interface PgBouncer {
  url: string
  stop: () => Promise<void>
}

const documentedConfiguration = fileURLToPath(new URL('../../../docs/pgbouncer.ini', import.meta.url))
const documentedServer = 'shifts = host=127.0.0.1 port=5432'
const patienceMs = 10_000

/** It ends with whoever started it, however that ends: the standard input closes then. Debian has it in /usr/sbin. */
const pgBouncerUntilInputCloses = 'PATH=$PATH:/usr/sbin; pgbouncer "$0" & read -r _; kill -KILL $!'

/** Starts a PgBouncer as it is documented, on a port of its own. */
export async function startPgBouncer(options: PgBouncerOptions): Promise<PgBouncer> {
  const port = await getPort({ host: '127.0.0.1' })
  const folder = await configure(options, port)
  const child = spawn('/bin/sh', ['-c', pgBouncerUntilInputCloses, join(folder, 'pgbouncer.ini')], {
    ...serverAccount,
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
    // Ctrl-C ends the run, and so the input; by itself it would make PgBouncer wait for its clients.
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
    await untilItAnswers(url.href)
  } catch (cause) {
    const log = await readFile(join(folder, 'pgbouncer.log'), 'utf8').catch(() => '')
    await stop()
    throw new Error(`PgBouncer did not start: is it installed?\n${log}`, { cause })
  }
  return { url: url.href, stop }
}

/** Writes its files, and returns the folder that they are in. */
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
  const wanted = await mkdtemp(join(parent, 'pgbouncer-'))
  await chmod(wanted, 0o755)
  const folder = await reachableFolder(wanted, serverAccount)

  const documented = await readFile(documentedConfiguration, 'utf8')
  // The last word counts.
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

async function untilItAnswers(url: string): Promise<void> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    try {
      return await withClient(url, async (client) => void (await client.query('select')))
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
    await setTimeout(50)
  }
}
