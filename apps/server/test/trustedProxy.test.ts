import { createRateLimiter, proxyEnv } from '@shifts/api'
import { readEnv } from '@shifts/db'
import { useTestDatabase } from '@shifts/testing'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { startTestServer } from './testServer.ts'

const database = await useTestDatabase()

/** The status of the third of three calls without a token that name these clients, if two a minute are allowed. */
async function statusOfThird(TRUST_PROXY: string | undefined, clients: [string, string, string]) {
  const trustProxy = readEnv(z.object(proxyEnv), { TRUST_PROXY }).TRUST_PROXY
  const server = await startTestServer(database, { limitRate: createRateLimiter(2), trustProxy })
  onTestFinished(() => server.close())
  let status = 0
  for (const client of clients)
    status = (await server.send('/v1/workers/1', { headers: { 'x-forwarded-for': client } })).status
  return status
}

const two: [string, string, string] = ['192.0.2.1', '192.0.2.1', '192.0.2.2']

test.each([undefined, 'false', '10.0.0.0/8'])(
  'two addresses that an untrusted caller names count as one caller, with TRUST_PROXY=%s',
  async (trust) => {
    expect(await statusOfThird(trust, two)).toBe(429)
  },
)

test.each(['loopback', '127.0.0.1', '1'])(
  'two addresses that a trusted proxy names count as two callers, with TRUST_PROXY=%s',
  async (trust) => {
    expect(await statusOfThird(trust, two)).toBe(401)
    expect(await statusOfThird(trust, ['192.0.2.1', '192.0.2.1', '192.0.2.1'])).toBe(429)
  },
)

test('only the address that the trusted proxy itself added counts', async () => {
  const spoofed = (n: number) => `198.51.100.${n}, 192.0.2.1`
  expect(await statusOfThird('loopback', [spoofed(1), spoofed(2), spoofed(3)])).toBe(429)
})
