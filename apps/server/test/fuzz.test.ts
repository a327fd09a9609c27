import { seed } from '@shifts/seed'
import { useTestDatabase } from '@shifts/testing'
import { expect, test } from 'vitest'
import { fuzz } from './fuzz/fuzz.ts'
import { useTestServer } from './testServer.ts'
import { serviceToken, workerToken } from './tokens.ts'

const database = await useTestDatabase()
await seed(database.ownerUrl, { preset: 'tiny', anchor: '2026-12-01' })
const { url, send } = await useTestServer(database, { corsOrigins: ['https://app.example'] })

test(
  'no request that a client can send causes an internal error, a crash or a malformed response',
  { timeout: 120_000 },
  async () => {
    const tokens = [serviceToken, await workerToken(1), await workerToken(2)]
    const statuses = new Map<string, number>()
    const onResponse = (status: string) => statuses.set(status, (statuses.get(status) ?? 0) + 1)
    await fuzz(url, { requests: 1_000, seed: Math.floor(Math.random() * 1_000_000), tokens, onResponse })
    expect(await send('/healthz')).toMatchObject({ status: 200 })
    // Some requests must succeed, or the test would cover little.
    expect(Object.fromEntries(statuses)).toMatchObject({ 200: expect.any(Number), 207: expect.any(Number) })
  },
)
