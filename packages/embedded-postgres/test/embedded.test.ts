import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'
import { runAs, serverAccount } from '../src/account.ts'
import { installedBinaries, runnableBinaries, type Binaries } from '../src/binaries.ts'
import { withClient } from '@shifts/db/client'
import { EmbeddedPostgresError, startEmbeddedPostgres } from '../src/index.ts'
import { createAtomically } from '../src/createAtomically.ts'
import { identifyProcess } from '../src/process.ts'

// Creating a data folder takes a second or two: tests that are not about that share one, and leave it stopped.
const shared = await newFolder()

test('keeps its data across restarts, and leaves no process behind', async () => {
  const first = await start(shared)
  expect(first.wasRunning).toBe(false)
  const note = await writeNote(first.url)
  const pid = await postmasterPid(first.url)
  await first.stop()
  await expectGone(pid)

  const second = await start(shared)
  expect(second.wasRunning).toBe(false)
  expect(await readNote(second.url)).toBe(note)
})

test('joins the server of another process, and leaves it running for that one', async () => {
  const other = await startElsewhere(shared)
  const joined = await start(shared)
  expect(joined).toMatchObject({ url: other.url, wasRunning: true })

  await joined.stop()
  const pid = await postmasterPid(other.url)
  await other.stop()
  await expectGone(pid)
})

test('leaves the server running for the processes that joined', async () => {
  const other = await startElsewhere(shared)
  const joined = await start(shared)
  await other.stop()
  const pid = await postmasterPid(joined.url)
  await joined.stop()
  await expectGone(pid)
})

test('lets a process use the server twice', async () => {
  const first = await start(shared)
  const second = await start(shared)
  await first.stop()
  const pid = await postmasterPid(second.url)
  await second.stop()
  await expectGone(pid)
})

test('stops a server that a killed process left behind', async () => {
  const killed = await startElsewhere(shared)
  await killed.kill()
  const pid = await postmasterPid(killed.url)

  const found = await start(shared)
  expect(found).toMatchObject({ url: killed.url, wasRunning: true })
  await found.stop()
  await expectGone(pid)
})

test('stops a server that it only joined when the others were killed meanwhile', async () => {
  const killed = await startElsewhere(shared)
  const joined = await start(shared)
  await killed.kill()
  const pid = await postmasterPid(joined.url)
  await joined.stop()
  await expectGone(pid)
})

test('restarts with its data and at the same address after the server was killed during a query', async () => {
  const first = await start(shared)
  const note = await writeNote(first.url)
  const pid = await postmasterPid(first.url)
  // A computing query does not notice that its postmaster died, and keeps the shared memory.
  const computing = query(first.url, 'select sum(n) from (select generate_series(1, 10000000) as n)').catch(
    () => {},
  )
  await expect.poll(() => activeQueries(first.url), { timeout: 10_000 }).toBe(1)
  process.kill(pid, 'SIGKILL')

  const second = await start(shared)
  expect(second).toMatchObject({ wasRunning: false, url: first.url })
  expect(await readNote(second.url)).toBe(note)
  await computing
})

test('starts when the pid left by a crash belongs to another process by now', async () => {
  const otherProcess = spawn('sleep', ['60'], { ...serverAccount, stdio: 'ignore' })
  onTestFinished(() => void otherProcess.kill())
  await leavePidFile(`${otherProcess.pid}\n/data\n1\n1\n`)
  const server = await start(shared)
  expect(server.wasRunning).toBe(false)
})

test('starts when a crash of the machine left the pid file empty', async () => {
  await leavePidFile('')
  const server = await start(shared)
  expect(server.wasRunning).toBe(false)
})

test('gives the same server to two processes that start at the same moment', async () => {
  const folder = await newFolder()
  const servers = await Promise.all([startElsewhere(folder), startElsewhere(folder)])
  expect(servers[0].url).toBe(servers[1].url)
  expect(servers[0].wasRunning).not.toBe(servers[1].wasRunning)

  const pid = await postmasterPid(servers[0].url)
  await Promise.all(servers.map((server) => server.stop()))
  await expectGone(pid)
})

test('starts over after a crash while the data folder was created', async () => {
  const folder = await newFolder()
  const crashing = spawnStart(folder)
  const unfinished = async () =>
    existsSync(folder) && (await readdir(folder)).some((name) => /unfinished/.test(name))
  await expect.poll(unfinished, { interval: 5, timeout: 10_000 }).toBe(true)
  crashing.kill('SIGKILL')
  await once(crashing, 'exit')

  const server = await start(folder)
  expect(server.wasRunning).toBe(false)
  expect(await unfinished()).toBe(false)
})

test('stores the data in another folder only when run as root and PostgreSQL cannot enter the folder', async () => {
  const folder = await newFolder()
  await chmod(dirname(folder), 0o700)
  const first = await startEmbeddedPostgres({ folder, durable: false })
  onTestFinished(() => rm(first.folder, { recursive: true }))
  onTestFinished(first.stop)
  expect(first.folder).toMatch(serverAccount ? /^\/var\/tmp\/open-shifts-/ : folder)
  const note = await writeNote(first.url)
  await first.stop()

  const second = await start(folder)
  expect(second.folder).toBe(first.folder)
  expect(await readNote(second.url)).toBe(note)
})

test('ignores the environment variables of other servers', async () => {
  const server = await startElsewhere(await newFolder(), variablesOfAnotherServer)
  // A client that gets the URL alone and has such an environment itself.
  vi.stubEnv('PGSSLMODE', 'prefer')
  onTestFinished(() => void vi.unstubAllEnvs())
  await writeNote(server.url)
  vi.unstubAllEnvs()

  for (const [name, value] of Object.entries(variablesOfAnotherServer)) vi.stubEnv(name, value)
  const joined = await start(server.folder)
  expect(joined.wasRunning).toBe(true)
  await writeNote(joined.url)
})

test.each(['#1 & ünï%20 100% ?', `it's a "$HOME" \`id\` \\`, 'new\nline', 'long/'.padEnd(950, 'long/')])(
  'keeps its data in a folder of any name: %j',
  async (name) => {
    const folder = join(await newFolder(), name)
    const first = await startEmbeddedPostgres({ folder, durable: false })
    onTestFinished(() => rm(first.folder, { recursive: true }))
    onTestFinished(first.stop)
    const note = await writeNote(first.url)
    await first.stop()
    const second = await start(folder)
    expect(await readNote(second.url)).toBe(note)
  },
)

test('runs a copy of its programs where a shell would misread their path', async () => {
  const installed = await installedBinaries()
  const folder = join(await newFolder(), '$HOME')
  await mkdir(folder, { recursive: true })
  await symlink(dirname(dirname(dirname(installed.postgres))), join(folder, 'package'))
  const misread = mapPaths(installed, (path) => join(folder, 'package', 'native', 'bin', basename(path)))
  const copies = await newFolder()
  await mkdir(copies)
  const { initdb } = await runnableBinaries(misread, copies, serverAccount)
  expect(initdb.startsWith(copies)).toBe(true)
  await runAs(serverAccount, initdb, ['--version'])
})

test('restarts a killed server once, at its address, when several processes keep it running', async () => {
  const servers = [await start(shared), await start(shared)] as const
  const { url } = servers[0]
  const note = await writeNote(url)
  const lines: string[] = []
  const kept = Promise.all(servers.map(({ keepRunning }) => keepRunning((line) => lines.push(line))))
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const pid = await postmasterPid(url)
    process.kill(pid, signal)
    await expect.poll(() => postmasterPid(url).catch(() => pid), { timeout: 20_000 }).not.toBe(pid)
    expect(await readNote(url)).toBe(note)
  }
  expect(lines).toContain('PostgreSQL is running again.')

  const pid = await postmasterPid(url)
  await Promise.all(servers.map(({ stop }) => stop()))
  await kept
  await expectGone(pid)
})

test('reports a server that cannot be restarted', async () => {
  const folder = await newFolder()
  const server = await start(folder)
  const kept = server.keepRunning(() => {})
  kept.catch(() => {})
  await writeFile(join(server.folder, 'cluster', 'data', 'PG_VERSION'), '9.6\n')
  process.kill(await postmasterPid(server.url), 'SIGKILL')
  await expect(kept).rejects.toThrow(EmbeddedPostgresError)
  await expect(kept).rejects.toThrow(/stopped, and 4 attempts to restart it failed/)
})

test.each(['', 'kR0v3'])('refuses a truncated password: %j', async (content) => {
  const folder = await newFolder()
  await mkdir(join(folder, 'cluster'), { recursive: true })
  await writeFile(join(folder, 'cluster', 'password'), content)
  const failure = startEmbeddedPostgres({ folder, durable: false })
  await expect(failure).rejects.toThrow(EmbeddedPostgresError)
  await expect(failure).rejects.toThrow(`delete ${join(folder, 'cluster')}`)
})

test('leaves nothing behind when a data folder cannot be created', async () => {
  const parent = join(await newFolder(), 'parent')
  await mkdir(parent, { recursive: true })
  const full = new Error('ENOSPC: no space left on device, write')
  const made = createAtomically(join(parent, 'cluster'), async (unfinished) => {
    await writeFile(join(unfinished, 'password'), 'a part')
    throw full
  })
  await expect(made).rejects.toThrow(full)
  expect(await readdir(parent)).toEqual([])
})

test('reports why it does not start, and what to do', async () => {
  const folder = await newFolder()
  const server = await start(folder)
  await server.stop()
  await writeFile(join(server.folder, 'cluster', 'data', 'PG_VERSION'), '9.6\n')

  const failure = startEmbeddedPostgres({ folder, durable: false })
  await expect(failure).rejects.toThrow(EmbeddedPostgresError)
  await expect(failure).rejects.toThrow(/set DATABASE_URL[^]*initialized by PostgreSQL version 9.6/)
})

async function newFolder(): Promise<string> {
  const parent = await mkdtemp(join(inject('testFolder'), 'embedded-'))
  await chmod(parent, 0o755)
  return join(parent, 'postgres')
}

async function start(folder: string) {
  const server = await startEmbeddedPostgres({ folder, durable: false })
  onTestFinished(server.stop)
  return server
}

async function leavePidFile(content: string) {
  const server = await start(shared)
  await server.stop()
  const file = join(server.folder, 'cluster', 'data', 'postmaster.pid')
  await writeFile(file, content)
  if (serverAccount) await chown(file, serverAccount.uid, serverAccount.gid)
}

/** Variables that the driver and PostgreSQL's programs read, of another server. */
const variablesOfAnotherServer = {
  PGHOST: 'database.example',
  PGPORT: '1',
  PGUSER: 'somebody',
  PGPASSWORD: 'secret',
  PGDATABASE: 'somewhere',
  PGSSLMODE: 'require',
  PGSSLNEGOTIATION: 'direct',
  PGOPTIONS: '-c default_transaction_read_only=on',
  PGAPPNAME: 'somebody',
  PGCLIENTENCODING: 'LATIN1',
  PGCLIENT_ENCODING: 'LATIN1',
  PGREPLICATION: 'database',
  PGBINARY: 'true',
  PGDATESTYLE: 'German',
  PGSERVICE: 'nowhere',
  PGDATA: '/nowhere',
  PGCTLTIMEOUT: '0',
}

const mapPaths = (binaries: Binaries, map: (path: string) => string): Binaries => ({
  initdb: map(binaries.initdb),
  pg_ctl: map(binaries.pg_ctl),
  postgres: map(binaries.postgres),
})

/** A process that starts the server, prints its address, and stops it when its standard input ends. */
const program = `
  import { startEmbeddedPostgres } from '${new URL('../src/index.ts', import.meta.url).href}'
  const { url, folder, wasRunning, stop } = await startEmbeddedPostgres({ folder: process.argv[1], durable: false })
  console.log(JSON.stringify({ url, folder, wasRunning }))
  process.stdin.resume().on('end', stop)
`
const startedServer = z.object({ url: z.string(), folder: z.string(), wasRunning: z.boolean() })

function spawnStart(folder: string, env: NodeJS.ProcessEnv = {}) {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program, folder]
  return spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
}

async function startElsewhere(folder: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawnStart(folder, env)
  const exit = once(child, 'exit')
  const end = async (act: () => void) => {
    act()
    await exit
  }
  const stop = () => end(() => child.stdin.end())
  onTestFinished(stop)
  const [line] = await once(child.stdout, 'data')
  return {
    ...startedServer.parse(JSON.parse(String(line))),
    stop,
    kill: () => end(() => child.kill('SIGKILL')),
  }
}

/** The first column of the first row. */
function query(url: string, text: string): Promise<unknown> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' })
    return rows[0]?.[0]
  })
}

/** The note is the current time, so that a test does not find the note of another one. */
async function writeNote(url: string) {
  await query(url, 'drop table if exists note')
  await query(url, 'create table note as select clock_timestamp()::text as text')
  return readNote(url)
}

const readNote = (url: string) => query(url, 'select text from note')

const activeQueries = (url: string) =>
  query(url, `select count(*)::int from pg_stat_activity where state = 'active' and pid <> pg_backend_pid()`)

async function postmasterPid(url: string): Promise<number> {
  return Number(await query(url, String.raw`select split_part(pg_read_file('postmaster.pid'), E'\n', 1)`))
}

const expectGone = (pid: number) =>
  expect.poll(() => identifyProcess(pid), { timeout: 10_000 }).toBeUndefined()
