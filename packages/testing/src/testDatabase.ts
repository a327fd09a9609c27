import { randomUUID } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { connect, type Database, type DatabaseConnection, type OnlyServer } from '@shifts/db'
import { otherDatabase, withClient } from '@shifts/db/client'
import { appUrlOf } from '@shifts/db/migrate'
import { templateDatabase } from './template.ts'

/** An empty, migrated database. `db` connects as the owner of the tables, so that tests can create rows. */
export interface TestDatabase extends DatabaseConnection {
  /** The URL with which hosts connect. */
  url: string
  /** The direct URL of PostgreSQL for hosts, for listening, which does not work through PgBouncer. */
  directUrl: string
  /** The direct URL of PostgreSQL for the owner of the tables, for seeding. */
  ownerUrl: string
  /** Runs a statement without a timeout, such as one that creates many rows. */
  load: (statement: string) => Promise<void>
}

const servedConnections = new WeakMap<Database<OnlyServer>, DatabaseConnection>()

/** The connection with which a host serves a test database, given the owner's; undefined for any other. */
export const servedConnection = (db: Database<OnlyServer>): DatabaseConnection | undefined =>
  servedConnections.get(db)

/** Creates an empty, migrated database, reached through PgBouncer if the run uses one. `close` drops it. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('testServerUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await withClient(serverUrl, (client) =>
    client.query(`create database ${name} template ${templateDatabase}`),
  )
  const database = connectAsTest(
    otherDatabase(serverUrl, name),
    otherDatabase(inject('pgBouncerUrl') ?? serverUrl, name),
  )
  return {
    ...database,
    async close() {
      await database.close()
      await withClient(serverUrl, (client) => client.query(`drop database ${name} with (force)`))
    },
  }
}

/** Connects to a migrated database at the owner's direct URL, and by `owner`, which may be that of a PgBouncer. `close` disconnects. */
export function connectAsTest(ownerUrl: string, owner: string): TestDatabase {
  const url = appUrlOf(owner)
  // For the statements of tests, which may take long on a busy machine.
  const connection = connect(owner, { timeoutMs: 60_000 })
  const served = connect(url)
  servedConnections.set(connection.db, served)
  return {
    ...connection,
    url,
    directUrl: appUrlOf(ownerUrl),
    ownerUrl,
    async load(statement) {
      await withClient(ownerUrl, (client) => client.query(statement))
    },
    async close() {
      await Promise.all([connection.close(), served.close()])
    },
  }
}

/** A database for the tests of a file or of a `describe`, dropped after the last of them. */
export async function useTestDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase()
  afterAll(() => database.close())
  return database
}
