import { chmod, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { connect, type Database } from '@shifts/db'
import { startEmbeddedPostgres } from '@shifts/embedded-postgres'
import { migrate } from '@shifts/db/migrate'
import { appUrlOf } from '@shifts/db/migrate'
import { inject, onTestFinished } from 'vitest'

/**
 * Starts a PostgreSQL for one test, which can crash it by killing its process. No commit is lost even if it is not
 * `durable`: that only matters if the machine crashes.
 */
export async function startCrashablePostgres({ durable = true } = {}) {
  const parent = await mkdtemp(join(inject('testFolder'), 'crash-'))
  // As root, PostgreSQL runs as another user, which needs access.
  await chmod(parent, 0o755)
  const starts: ReturnType<typeof startEmbeddedPostgres>[] = []
  onTestFinished(async () => {
    for (const server of await Promise.allSettled(starts))
      if (server.status === 'fulfilled') await server.value.stop()
  })
  async function start() {
    const starting = startEmbeddedPostgres({ folder: join(parent, 'postgres'), durable })
    starts.push(starting)
    return starting
  }

  const { url: ownerUrl } = await start()
  const url = appUrlOf(ownerUrl)
  await migrate(ownerUrl, { appUrl: url })
  // A long timeout, because the checks after a long run read every change that was recorded.
  const database = connect(ownerUrl, { timeoutMs: 60_000 })
  onTestFinished(() => database.close())
  let pid = await postmasterPid(database.db)
  return {
    ...database,
    url,
    ownerUrl,
    crash: () => process.kill(pid, 'SIGKILL'),
    async restart() {
      await start()
      pid = await postmasterPid(database.db)
    },
  }
}

async function postmasterPid(db: Database<'primary'>): Promise<number> {
  const { rows } = await db.execute<{ pid: number }>(
    String.raw`select split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int as pid`,
  )
  const pid = rows[0]?.pid
  if (!pid) throw new Error('postmaster.pid has no process id.')
  return pid
}
