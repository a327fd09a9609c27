import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { serverAccount } from '../src/embedded/account.ts'
import { withClient } from '../src/embedded/client.ts'
import { EmbeddedPostgresError, startEmbeddedPostgres } from '../src/embedded/index.ts'
import { identifyProcess } from '../src/embedded/process.ts'

// Making a data folder takes a second or two: tests that ask nothing about that share one, and leave it stopped.
const shared = await newFolder()

test('keeps its data from one start to the next, and leaves no process behind', async () => {
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

test('joins the server of another process, and leaves it to that one', async () => {
  const other = await startElsewhere(shared)
  const joined = await start(shared)
  expect(joined).toMatchObject({ url: other.url, wasRunning: true })

  await joined.stop()
  const pid = await postmasterPid(other.url)
  await other.stop()
  await expectGone(pid)
})

test('leaves the server that it started to those who joined', async () => {
  const other = await startElsewhere(shared)
  const joined = await start(shared)
  await other.stop()
  const pid = await postmasterPid(joined.url)
  await joined.stop()
  await expectGone(pid)
})

test('a process may use the server twice', async () => {
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

test('starts again with its data, and at the same address, after the server was killed in the middle of a query', async () => {
  const first = await start(shared)
  const note = await writeNote(first.url)
  const pid = await postmasterPid(first.url)
  // A query that computes does not notice the death of its postmaster, and holds on to the memory it shares.
  const computing = ask(first.url, 'select sum(n) from (select generate_series(1, 10000000) as n)').catch(
    () => {},
  )
  await expect.poll(() => activeQueries(first.url), { timeout: 10_000 }).toBe(1)
  process.kill(pid, 'SIGKILL')

  const second = await start(shared)
  expect(second).toMatchObject({ wasRunning: false, url: first.url })
  expect(await readNote(second.url)).toBe(note)
  await computing
})

test('starts although the pid that a crash left behind belongs to another process by now', async () => {
  const impostor = spawn('sleep', ['60'], { ...serverAccount, stdio: 'ignore' })
  onTestFinished(() => void impostor.kill())
  await leavePidFile(`${impostor.pid}\n/data\n1\n1\n`)
  const server = await start(shared)
  expect(server.wasRunning).toBe(false)
})

test('starts although a crash of the machine left the pid file empty', async () => {
  await leavePidFile('')
  const server = await start(shared)
  expect(server.wasRunning).toBe(false)
})

test('two that start at the same moment get the same server', async () => {
  const folder = await newFolder()
  const servers = await Promise.all([startElsewhere(folder), startElsewhere(folder)])
  expect(servers[0].url).toBe(servers[1].url)
  expect(servers[0].wasRunning).not.toBe(servers[1].wasRunning)

  const pid = await postmasterPid(servers[0].url)
  await Promise.all(servers.map((server) => server.stop()))
  await expectGone(pid)
})

test('starts over after a crash in the middle of making the data folder', async () => {
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

test('root keeps the data elsewhere when its PostgreSQL cannot enter the folder, others never', async () => {
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

test('says why it does not start, and what to do', async () => {
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

/** A process that starts the server, tells about it, and stops it when its input ends. */
const program = `
  import { startEmbeddedPostgres } from '${new URL('../src/embedded/index.ts', import.meta.url).href}'
  const { url, wasRunning, stop } = await startEmbeddedPostgres({ folder: process.argv[1], durable: false })
  console.log(JSON.stringify({ url, wasRunning }))
  process.stdin.resume().on('end', stop)
`
const told = z.object({ url: z.string(), wasRunning: z.boolean() })

function spawnStart(folder: string) {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program, folder]
  return spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
}

async function startElsewhere(folder: string) {
  const child = spawnStart(folder)
  const exit = once(child, 'exit')
  const end = async (act: () => void) => {
    act()
    await exit
  }
  const stop = () => end(() => child.stdin.end())
  onTestFinished(stop)
  const [line] = await once(child.stdout, 'data')
  return { ...told.parse(JSON.parse(String(line))), stop, kill: () => end(() => child.kill('SIGKILL')) }
}

/** The first column of the first row. */
function ask(url: string, question: string): Promise<unknown> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<unknown[]>({ text: question, rowMode: 'array' })
    return rows[0]?.[0]
  })
}

/** The note tells the time, so that one test does not find what another left. */
async function writeNote(url: string) {
  await ask(url, 'drop table if exists note')
  await ask(url, 'create table note as select clock_timestamp()::text as text')
  return readNote(url)
}

const readNote = (url: string) => ask(url, 'select text from note')

const activeQueries = (url: string) =>
  ask(url, `select count(*)::int from pg_stat_activity where state = 'active' and pid <> pg_backend_pid()`)

async function postmasterPid(url: string): Promise<number> {
  return Number(await ask(url, String.raw`select split_part(pg_read_file('postmaster.pid'), E'\n', 1)`))
}

const expectGone = (pid: number) =>
  expect.poll(() => identifyProcess(pid), { timeout: 10_000 }).toBeUndefined()
