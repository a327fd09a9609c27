import { EnvironmentError } from '@shifts/db'
import { expect, test } from 'vitest'
import { authSecret } from './secret.ts'

const production = { DATABASE_URL: 'postgresql://database.example/shifts', NODE_ENV: 'production' }
const secret = 'a-secret-for-tests-of-32-letters'

test('uses the secret that is configured', async () => {
  expect(await authSecret({ AUTH_SECRET: secret })).toBe(secret)
  expect(await authSecret({ AUTH_SECRET: secret, ...production })).toBe(secret)
})

test('generates no secret in production on an external database', async () => {
  await expect(authSecret(production)).rejects.toThrow(EnvironmentError)
  await expect(authSecret(production)).rejects.toThrow(/AUTH_SECRET/)
})
