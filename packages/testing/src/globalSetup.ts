import { rmSync } from 'node:fs'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { ensureDatabase, otherDatabase, withClient } from '@shifts/db/client'
import { startEmbeddedPostgres } from '@shifts/embedded-postgres'
import { migrate } from '@shifts/db/migrate'
import { appUrlOf } from '@shifts/db/migrate'
import { templateDatabase } from './template.ts'

/** A PostgreSQL for one run of the tests, with a migrated template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'open-shifts-test-'))
  // Root's PostgreSQL runs as another user, who has to get in.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: false })
  const remove = () => {
    for (const path of [server.folder, folder]) rmSync(path, { recursive: true, force: true, maxRetries: 10 })
  }
  const pid = await postmasterPid(server.url)
  // Vitest does not wait for anything when it is interrupted.
  const abandon = () => {
    process.kill(pid, 'SIGQUIT')
    remove()
  }
  process.once('exit', abandon)

  await createTemplate(server.url)
  project.provide('testServerUrl', server.url)
  project.provide('testFolder', folder)
  return async () => {
    process.off('exit', abandon)
    await server.stop()
    remove()
  }
}

async function createTemplate(serverUrl: string): Promise<void> {
  const url = otherDatabase(serverUrl, templateDatabase)
  await ensureDatabase(url)
  await migrate(url, { appUrl: appUrlOf(serverUrl) })
  // A database that somebody is connected to cannot be cloned.
  await withClient(serverUrl, (client) =>
    client.query(`alter database ${templateDatabase} allow_connections false`),
  )
}

function postmasterPid(serverUrl: string): Promise<number> {
  return withClient(serverUrl, async (client) => {
    const { rows } = await client.query<{ file: string }>(`select pg_read_file('postmaster.pid') as file`)
    return Number.parseInt(rows[0]?.file ?? '')
  })
}
