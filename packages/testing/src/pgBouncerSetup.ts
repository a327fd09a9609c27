import type { TestProject } from 'vitest/node'
import { withClient } from '@shifts/db/client'
import { appUrlOf } from '@shifts/db/migrate'
import { startPgBouncer } from './pgBouncer.ts'

/** Few, so that a test can see that connections are shared. */
const connectionsPerDatabase = 6

/** Starts a PgBouncer for one run of the tests, which reach their databases through it. PostgreSQL's time zone is not UTC. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { testServerUrl: serverUrl, testFolder: folder } = project.getProvidedContext()
  for (const url of [serverUrl, appUrlOf(serverUrl)])
    await withClient(url, (client) =>
      client.query(`alter role current_user set timezone to 'America/St_Johns'`),
    )
  const { url, stop } = await startPgBouncer({
    serverUrl,
    folder,
    settings: { default_pool_size: connectionsPerDatabase },
  })
  project.provide('pgBouncerUrl', url)
  return stop
}
