import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { ensureDatabase, otherDatabase, withClient } from '../embedded/client.ts'
import { startEmbeddedPostgres } from '../embedded/index.ts'
import { migrate } from '../migrate.ts'
import { templateDatabase } from './template.ts'

/** A PostgreSQL for one run of the tests, with a migrated template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'open-shifts-test-'))
  // Root's PostgreSQL runs as another user, who has to get in.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ folder, durable: false })
  await createTemplate(server.url)
  project.provide('testServerUrl', server.url)
  return async () => {
    await server.stop()
    for (const path of [server.folder, folder]) await rm(path, { recursive: true, force: true })
  }
}

async function createTemplate(serverUrl: string): Promise<void> {
  const url = otherDatabase(serverUrl, templateDatabase)
  await ensureDatabase(url)
  await migrate(url)
  // A database that somebody is connected to cannot be cloned.
  await withClient(serverUrl, (client) =>
    client.query(`alter database ${templateDatabase} allow_connections false`),
  )
}
