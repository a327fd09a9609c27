import { expect, test } from 'vitest'
import { z } from 'zod'
import { databaseEnv, EnvironmentError, readEnv } from './env.ts'

const schema = z.object({ ...databaseEnv, PORT: z.coerce.number('must be a number').default(3000) })

test('reads what is set and fills in defaults', () => {
  const env = { DATABASE_URL: 'postgres://localhost/shifts', HOME: '/home' }
  expect(readEnv(schema, env)).toEqual({ DATABASE_URL: 'postgres://localhost/shifts', PORT: 3000 })
})

test('takes an empty variable as unset', () => {
  expect(readEnv(schema, { DATABASE_URL: '', PORT: '' })).toEqual({ PORT: 3000 })
})

test('names every variable that is wrong, and none of their values', () => {
  const read = () => readEnv(schema, { DATABASE_URL: 'mysql://user:secret@localhost', PORT: 'many' })
  expect(read).toThrow(EnvironmentError)
  expect(read).toThrow(/DATABASE_URL: must be a PostgreSQL URL such as [^]*PORT: must be a number/)
  expect(read).not.toThrow(/secret|many/)
})
