import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import type { ChangeFeed } from '@shifts/db'
import { appUrlOf, migrate } from '@shifts/db/migrate'
import { startEmbeddedPostgres } from '@shifts/embedded-postgres'
import { connectAsTest, type TestDatabase } from './testDatabase.ts'

/**
 * An empty, migrated database whose write-ahead log can be decoded, for the tests of a file or of a `describe`. It is on a server of
 * its own, because decoding starts only when no transaction of the server's other databases is running any more.
 */
export async function useLogicalDatabase(changeFeed: ChangeFeed): Promise<TestDatabase> {
  const folder = await mkdtemp(join(inject('testFolder'), 'logical-'))
  // When run as root, PostgreSQL runs as another user, who must be able to enter the folder.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ folder, durable: false, walLevel: 'logical' })
  const url = appUrlOf(server.url)
  await migrate(server.url, { appUrl: url, changeFeed })
  const database = connectAsTest(server.url, server.url)
  afterAll(async () => {
    await database.close()
    await server.stop()
    for (const path of [server.folder, folder])
      await rm(path, { recursive: true, force: true, maxRetries: 10 })
  })
  return database
}
