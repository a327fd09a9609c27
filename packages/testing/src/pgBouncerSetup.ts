import type { TestProject } from 'vitest/node'
import { withClient } from '@shifts/db/client'
import { appUrlOf } from '@shifts/db/migrate'
import { startPgBouncer } from './pgBouncer.ts'

/** For a test to see that connections are shared. */
const connectionsToADatabase = 6

/** A PgBouncer for one run of the tests: they reach their databases through it, and find PostgreSQL in a zone of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { testServerUrl: serverUrl, testFolder: folder } = project.getProvidedContext()
  for (const url of [serverUrl, appUrlOf(serverUrl)])
    await withClient(url, (client) =>
      client.query(`alter role current_user set timezone to 'America/St_Johns'`),
    )
  const { url, stop } = await startPgBouncer({
    serverUrl,
    folder,
    settings: { default_pool_size: connectionsToADatabase },
  })
  project.provide('pgBouncerUrl', url)
  return stop
}
