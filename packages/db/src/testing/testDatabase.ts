import { randomUUID } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { connect, type DatabaseConnection } from '../database.ts'
import { otherDatabase, withClient } from '../embedded/client.ts'
import { templateDatabase } from './template.ts'

export interface TestDatabase extends DatabaseConnection {
  url: string
  /** PostgreSQL's own, for what cannot go through a PgBouncer: to seed and to listen. */
  directUrl: string
  /** Runs a statement that may take longer than an answer may, as one that makes many rows does on a busy machine. */
  load: (statement: string) => Promise<void>
}

/** A migrated, empty database of its own, by way of PgBouncer when the run is behind one. `close` drops it. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('testServerUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await withClient(serverUrl, (client) =>
    client.query(`create database ${name} template ${templateDatabase}`),
  )
  const url = otherDatabase(inject('pgBouncerUrl') ?? serverUrl, name)
  const directUrl = otherDatabase(serverUrl, name)
  const connection = connect(url)
  return {
    ...connection,
    url,
    directUrl,
    async load(statement) {
      await withClient(directUrl, (client) => client.query(statement))
    },
    async close() {
      await connection.close()
      await withClient(serverUrl, (client) => client.query(`drop database ${name} with (force)`))
    },
  }
}

/** A database for the tests of a file or of a `describe`, dropped after the last of them. */
export async function useTestDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase()
  afterAll(() => database.close())
  return database
}
