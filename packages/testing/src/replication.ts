import { randomUUID } from 'node:crypto'
import { appendFile, chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import getPort from 'get-port'
import { connect } from '@shifts/db'
import { withClient } from '@shifts/db/client'
import { appUrlOf, migrate } from '@shifts/db/migrate'
import {
  giveTo,
  reachableFolder,
  runAs,
  serverAccount,
  startEmbeddedPostgres,
} from '@shifts/embedded-postgres'
import { runPostgres } from './postgresProcess.ts'

/** A PostgreSQL of a test. It can be stopped, and started again at the same address. */
export interface TestPostgres {
  /** The URL with which hosts connect. */
  url: string
  /** The URL of the owner of the tables, a superuser. */
  ownerUrl: string
  start: () => Promise<void>
  stop: () => Promise<void>
}

export interface Primary extends TestPostgres {
  program: string
  data: string
  /** The folder below which standbys keep their data. */
  folder: string
  /** Stops the server and deletes its data. */
  remove: () => Promise<void>
}

export interface Standby extends TestPostgres {
  /** Makes it a primary of its own. */
  promote: () => Promise<void>
  /** Resolves when it has replayed everything that the primary had written at the call. */
  catchUp: () => Promise<void>
  /** Ends its connection to the primary. It keeps answering. */
  disconnect: () => Promise<void>
  /** Undoes `disconnect`. */
  reconnect: () => Promise<void>
  /** Stops the server and deletes its data. */
  remove: () => Promise<void>
}

/** Starts a migrated, empty PostgreSQL below `parent`, from which standbys can replicate. */
export async function startPrimary(parent: string): Promise<Primary> {
  const requestedFolder = await mkdtemp(join(parent, 'primary-'))
  // When run as root, PostgreSQL runs as another user, who must be able to enter the folder.
  await chmod(requestedFolder, 0o755)
  const embedded = await startEmbeddedPostgres({ folder: requestedFolder, durable: false })
  const { folder } = embedded
  const data = join(folder, 'cluster', 'data')
  // The file holds the command line: the program, then its options in quotes.
  const [program = ''] = (await readFile(join(data, 'postmaster.opts'), 'utf8')).split(' "')
  await embedded.stop()
  const server = await startServer({ program, data, ownerUrl: embedded.url })
  await migrate(server.ownerUrl, { appUrl: server.url })
  return {
    ...server,
    program,
    data,
    folder,
    async remove() {
      await server.stop()
      await Promise.all([folder, requestedFolder].map((path) => rm(path, { recursive: true, force: true })))
    },
  }
}

export interface StandbyOptions {
  /** How long it waits before it replays a commit. */
  replayDelayMs?: number
}

/** Starts a standby of the primary: a copy that replays what the primary commits. */
export async function startStandby(
  primary: Primary,
  { replayDelayMs = 0 }: StandbyOptions = {},
): Promise<Standby> {
  const requestedFolder = await mkdtemp(join(primary.folder, 'standby-'))
  await chmod(requestedFolder, 0o755)
  const folder = await reachableFolder(requestedFolder, serverAccount)
  const data = join(folder, 'data')
  const slot = `standby_${randomUUID().replaceAll('-', '_')}`
  await copyData(primary, data, slot)
  const { hostname, port, username, password } = new URL(primary.ownerUrl)
  const connectTo = (address: string) =>
    `host=${hostname} port=${address} user=${username} password=${password}`
  await writeFile(join(data, 'standby.signal'), '')
  await appendFile(
    join(data, 'postgresql.auto.conf'),
    `
primary_conninfo = '${connectTo(port)}'
primary_slot_name = '${slot}'
hot_standby_feedback = on
recovery_min_apply_delay = ${replayDelayMs}
wal_receiver_status_interval = 1
wal_retrieve_retry_interval = 100
`,
  )
  await giveTo(serverAccount, folder)
  const server = await startServer({ program: primary.program, data, ownerUrl: primary.ownerUrl })
  const run = async <Row extends Record<string, unknown>>(statement: string, url = server.ownerUrl) => {
    // A test that simulates many clients can take long to connect.
    const { db, close } = connect(url, { timeoutMs: 60_000 })
    try {
      return (await db.execute<Row>(statement)).rows
    } finally {
      await close()
    }
  }
  const follow = async (address: string) => {
    await run(`alter system set primary_conninfo = '${connectTo(address)}'`)
    await run('select pg_reload_conf()')
  }
  return {
    ...server,
    promote: () => runAs(serverAccount, join(dirname(primary.program), 'pg_ctl'), ['promote', '-D', data]),
    async catchUp() {
      const [written] = await run<{ at: string }>('select pg_current_wal_lsn() as at', primary.ownerUrl)
      const hasReplayed = async () => {
        const [replay] = await run<{ done: boolean }>(
          `select pg_last_wal_replay_lsn() >= '${written?.at}' as done`,
        )
        return replay?.done
      }
      while (!(await hasReplayed())) await setTimeout(20)
    },
    async disconnect() {
      // Nothing listens on this port.
      await follow('1')
      while ((await run('select from pg_stat_wal_receiver where pid is not null')).length > 0)
        await setTimeout(20)
    },
    reconnect: () => follow(port),
    async remove() {
      await server.stop()
      // Unless the primary was stopped, too.
      await run(`select pg_drop_replication_slot('${slot}')`, primary.ownerUrl).catch(() => {})
      await Promise.all([folder, requestedFolder].map((path) => rm(path, { recursive: true, force: true })))
    },
  }
}

/** Runs a server at a free port. `ownerUrl` is a URL of a server with the same data. */
async function startServer(options: {
  program: string
  data: string
  ownerUrl: string
}): Promise<TestPostgres> {
  const port = await getPort({ host: '127.0.0.1' })
  const url = new URL(options.ownerUrl)
  url.port = String(port)
  const start = () =>
    runPostgres({
      ...options,
      port,
      url: url.href,
      // Without JIT as on the embedded server. With logical WAL, changes can be decoded.
      settings: ['wal_level=logical', 'jit=off', 'log_timezone=UTC'],
    })
  let end: (() => Promise<void>) | undefined = await start()
  return {
    url: appUrlOf(url.href),
    ownerUrl: url.href,
    async start() {
      end ??= await start()
    },
    async stop() {
      const ending = end
      end = undefined
      await ending?.()
    },
  }
}

/** Folders whose content belongs to one server, or is copied by replication. */
const notCopied = ['pg_wal', 'pg_replslot', 'pg_stat_tmp', 'pg_dynshmem', 'pg_notify', 'pg_snapshots']

/** Copies the data of the running primary to a new folder, and creates the slot that keeps the WAL since then. */
async function copyData(primary: Primary, data: string, slot: string): Promise<void> {
  await withClient(primary.ownerUrl, async (client) => {
    await client.query('select pg_create_physical_replication_slot($1, true)', [slot])
    await client.query(`select pg_backup_start('standby', true)`)
    await cp(primary.data, data, {
      recursive: true,
      filter(path) {
        const [folder = '', inside] = relative(primary.data, path).split(sep)
        return !folder.startsWith('postmaster.') && !(notCopied.includes(folder) && inside !== undefined)
      },
    })
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
    await writeFile(join(data, 'backup_label'), rows[0]?.labelfile ?? '')
  })
  await chmod(data, 0o700)
}
