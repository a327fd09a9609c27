import { fileURLToPath } from 'node:url'
import { interrupted } from '@shifts/db/command'
import { startEmbeddedPostgres } from './start.ts'

/** Where the embedded PostgreSQL of this checkout keeps its data. */
export const embeddedFolder = fileURLToPath(new URL('../../../.data/postgres', import.meta.url))

export interface OpenDatabaseUrl {
  url: string
  embedded: boolean
  /**
   * Starts the embedded server again at the same address whenever it dies, until `stop`. A database of the user's own is not watched.
   * @throws {EmbeddedPostgresError} when it does not come back
   */
  keepRunning: (log: (line: string) => void) => Promise<void>
  /** Stops the embedded server, unless another process still uses it. A database of the user's own goes on. */
  stop: () => Promise<void>
}

/** The database that the user named, else the embedded one, started if need be. */
export async function openDatabaseUrl(databaseUrl: string | undefined): Promise<OpenDatabaseUrl> {
  if (databaseUrl !== undefined) {
    return {
      url: databaseUrl,
      embedded: false,
      keepRunning: () => new Promise(() => {}),
      stop: async () => {},
    }
  }
  return { ...(await startEmbeddedPostgres({ folder: embeddedFolder })), embedded: true }
}

/** Opens the database for the time of `work`. Ctrl-C and TERM end it too, and leave nothing running. */
export async function withDatabaseUrl<T>(
  databaseUrl: string | undefined,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const interruption = interrupted()
  const database = await openDatabaseUrl(databaseUrl)
  try {
    return await Promise.race([work(database.url), interruption])
  } finally {
    await database.stop()
  }
}
