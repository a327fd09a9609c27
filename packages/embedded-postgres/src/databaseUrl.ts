import { fileURLToPath } from 'node:url'
import { interrupted } from '@shifts/db/command'
import type { WalLevel } from './settings.ts'
import { startEmbeddedPostgres } from './start.ts'

/** The data folder of this checkout's embedded PostgreSQL. */
export const embeddedFolder = fileURLToPath(new URL('../../../.data/postgres', import.meta.url))

export interface RunningDatabase {
  url: string
  embedded: boolean
  /**
   * Starts the embedded server again at the same address whenever it dies, until `stop`. An external database is not watched.
   * @throws {EmbeddedPostgresError} when it does not come back
   */
  keepRunning: (log: (line: string) => void) => Promise<void>
  /** Stops the embedded server, unless another process still uses it. Does nothing to an external database. */
  stop: () => Promise<void>
}

/** The database at `databaseUrl`, else the embedded one, which is started with `walLevel` if it is not running. */
export async function startDatabase(
  databaseUrl: string | undefined,
  walLevel: WalLevel = 'minimal',
): Promise<RunningDatabase> {
  if (databaseUrl !== undefined) {
    return {
      url: databaseUrl,
      embedded: false,
      keepRunning: () => new Promise(() => {}),
      stop: async () => {},
    }
  }
  return { ...(await startEmbeddedPostgres({ folder: embeddedFolder, walLevel })), embedded: true }
}

/** Runs `work` with a database, and stops the embedded server afterwards, also on Ctrl-C and SIGTERM. */
export async function withDatabaseUrl<T>(
  databaseUrl: string | undefined,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const interruption = interrupted()
  const database = await startDatabase(databaseUrl)
  try {
    return await Promise.race([work(database.url), interruption])
  } finally {
    await database.stop()
  }
}
