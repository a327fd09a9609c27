import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { ensureDatabase, otherDatabase, withClient } from '@shifts/db/client'
import { startEmbeddedPostgres } from '@shifts/embedded-postgres'
import { migrate } from '@shifts/db/migrate'
import { appUrlOf } from '@shifts/db/migrate'
import { templateDatabase } from './template.ts'
import { createTestFolder } from './testFolder.ts'

/** Starts a PostgreSQL for one run of the tests, with a migrated template database that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await createTestFolder('open-shifts-test-')
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: false })
  const remove = () => {
    for (const path of [server.folder, folder]) rmSync(path, { recursive: true, force: true, maxRetries: 10 })
  }
  const pid = await postmasterPid(server.url)
  // Vitest does not run the teardown when it is interrupted.
  const stopAtExit = () => {
    process.kill(pid, 'SIGQUIT')
    remove()
  }
  process.once('exit', stopAtExit)

  await createTemplate(server.url)
  project.provide('testServerUrl', server.url)
  project.provide('testFolder', folder)
  return async () => {
    process.off('exit', stopAtExit)
    await server.stop()
    remove()
  }
}

async function createTemplate(serverUrl: string): Promise<void> {
  const url = otherDatabase(serverUrl, templateDatabase)
  await ensureDatabase(url)
  await migrate(url, { appUrl: appUrlOf(serverUrl) })
  // PostgreSQL cannot clone a database that has connections.
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
