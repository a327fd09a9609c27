import { randomUUID } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { otherDatabase, withClient } from '@shifts/db/client'
import type { SourceRows } from './rows.ts'

/** How an ORM names tables and columns, and where it puts them. */
export interface Shape {
  schema: string
  table: (name: string) => string
  column: (name: string) => string
  profession: 'enum' | 'text'
}

const plurals: Record<string, string> = { Facility: 'Facilities' }
const plural = (name: string) => plurals[name] ?? `${name}s`
const snake = (name: string) => name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase()
const camel = (name: string) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
const same = (name: string) => name

/** Tables in Pascal case with columns in snake case, in the schema public. */
export const usualShape: Shape = { schema: 'public', table: same, column: same, profession: 'enum' }

export const shapes: Shape[] = [
  usualShape,
  { schema: 'public', table: same, column: camel, profession: 'text' },
  { schema: 'Staffing App', table: plural, column: camel, profession: 'enum' },
  { schema: 'app', table: (name) => snake(plural(name)), column: same, profession: 'text' },
  { schema: 'public', table: snake, column: same, profession: 'enum' },
]

/** The types of all columns, by table. Nothing is unique and nothing is forbidden, so that rows may be wrong in every way. */
const columnTypes = {
  Worker: { id: 'bigint', name: 'text', profession: 'profession', is_active: 'boolean' },
  Facility: {
    id: 'bigint',
    name: 'varchar(200)',
    is_active: 'boolean',
    time_zone: 'text',
    city: 'text',
    state: 'text',
    latitude: 'double precision',
    longitude: 'numeric(12,6)',
  },
  Document: { id: 'bigint', name: 'text', is_active: 'boolean' },
  FacilityRequirement: { id: 'bigint', facility_id: 'bigint', document_id: 'bigint' },
  DocumentWorker: { id: 'bigint', worker_id: 'bigint', document_id: 'bigint' },
  Shift: {
    id: 'bigint',
    start: 'timestamp(3)',
    end: 'timestamp(3)',
    profession: 'profession',
    is_deleted: 'boolean',
    facility_id: 'bigint',
    worker_id: 'bigint',
    claimed_at: 'timestamptz',
  },
} satisfies Record<keyof SourceRows, Record<string, string>>

const tables = ['Worker', 'Facility', 'Document', 'FacilityRequirement', 'DocumentWorker', 'Shift'] as const

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

export const qualified = ({ schema, table }: Shape, name: string): string =>
  `${quote(schema)}.${quote(table(name))}`

export interface Source {
  url: string
  /** Replaces everything in the database by the rows, in this shape. `without` names columns that do not exist, such as Shift.claimed_at. */
  fill: (shape: Shape, rows: SourceRows, without?: string[]) => Promise<void>
  execute: (statement: string) => Promise<void>
}

/** An empty database on the test server, dropped after the last test of the file. */
export async function useSource(): Promise<Source> {
  const serverUrl = inject('testServerUrl')
  const name = `source_${randomUUID().replaceAll('-', '')}`
  await withClient(serverUrl, (client) => client.query(`create database ${name}`))
  afterAll(() => withClient(serverUrl, (client) => client.query(`drop database ${name} with (force)`)))
  const url = otherDatabase(serverUrl, name)
  return {
    url,
    async execute(statement) {
      await withClient(url, (client) => client.query(statement))
    },
    async fill(shape, rows, without = []) {
      await withClient(url, async (client) => {
        for (const schema of new Set(shapes.map((other) => other.schema)))
          await client.query(`drop schema if exists ${quote(schema)} cascade`)
        await client.query(`create schema ${quote(shape.schema)}; set search_path = ${quote(shape.schema)}`)
        await client.query(`create type "Profession" as enum ('CNA', 'LVN', 'RN', 'Surgeon')`)
        for (const table of tables) {
          const columns = Object.entries(columnTypes[table]).filter(
            ([column]) => !without.includes(`${table}.${column}`),
          )
          const professionType = shape.profession === 'enum' ? '"Profession"' : 'text'
          const definitions = columns.map(
            ([column, type]) =>
              `${quote(shape.column(column))} ${type === 'profession' ? professionType : type}`,
          )
          await client.query(`create table ${qualified(shape, table)} (${definitions.join(', ')})`)
          const records = rows[table].map((row) =>
            Object.fromEntries(Object.entries(row).map(([column, value]) => [shape.column(column), value])),
          )
          await client.query(
            `insert into ${qualified(shape, table)}
            select * from json_populate_recordset(null::${qualified(shape, table)}, $1)`,
            [JSON.stringify(records)],
          )
        }
      })
    },
  }
}
