import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { databaseEnv, directDatabaseUrl, EnvironmentError, readEnv } from './env.ts'

const schema = z.object({ ...databaseEnv, PORT: z.coerce.number('must be a number').default(3000) })

test('reads what is set and fills in defaults', () => {
  const env = { DATABASE_URL: 'postgres://localhost/shifts', HOME: '/home' }
  expect(readEnv(schema, env)).toEqual({ DATABASE_URL: 'postgres://localhost/shifts', PORT: 3000 })
})

test('takes an empty variable as unset', () => {
  expect(readEnv(schema, { DATABASE_URL: '', PORT: '' })).toEqual({ PORT: 3000 })
})

test('names every invalid variable, and none of their values', () => {
  const read = () => readEnv(schema, { DATABASE_URL: 'mysql://user:secret@localhost', PORT: 'many' })
  expect(read).toThrow(EnvironmentError)
  expect(read).toThrow(/DATABASE_URL: must be a PostgreSQL URL such as [^]*PORT: must be a number/)
  expect(read).not.toThrow(/secret|many/)
})

describe('the URL for notifications', () => {
  const DATABASE_URL = 'postgres://postgres.example/shifts'
  const behindPgBouncer = 'postgres://pgbouncer.example/shifts?pgbouncer=true'

  test('is that of the database itself', () => {
    expect(directDatabaseUrl({ DATABASE_URL })).toBe(DATABASE_URL)
    expect(directDatabaseUrl({ DATABASE_URL: behindPgBouncer, DATABASE_DIRECT_URL: DATABASE_URL })).toBe(
      DATABASE_URL,
    )
  })

  test.each([undefined, behindPgBouncer])(
    'is not that of a PgBouncer, and the error names what is missing: %s',
    (url) => {
      const listen = () => directDatabaseUrl({ DATABASE_URL: behindPgBouncer, DATABASE_DIRECT_URL: url })
      expect(listen).toThrow(EnvironmentError)
      expect(listen).toThrow(/^DATABASE_DIRECT_URL: /)
      expect(listen).not.toThrow(/pgbouncer\.example/)
    },
  )
})
