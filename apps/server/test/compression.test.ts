import { Agent } from 'node:http'
import { makeWorker, useTestDatabase } from '@shifts/testing'
import { describe, expect, test } from 'vitest'
import { send } from './fuzz/exchange.ts'
import { makeWorkerOfManyShifts } from './manyShifts.ts'
import { restRequest, trpcRequest, useTestServer } from './testServer.ts'
import { serviceToken } from './tokens.ts'

const database = await useTestDatabase()
const server = await useTestServer(database)
const { id: workerId } = await makeWorkerOfManyShifts(database)
const input = { workerId, from: '2026-12-01T00:00:00Z', limit: 500 }
const largestPage = { procedure: 'shift.listEligible', input }

function request(path: string, headers: Record<string, string>) {
  const authorization = `Bearer ${serviceToken}`
  return send(server.url, new Agent(), { method: 'GET', path, headers: { authorization, ...headers } })
}

const forms = [
  ['REST', restRequest(largestPage)[0]],
  ['tRPC', trpcRequest(largestPage)[0]],
] as const

describe.each(forms)('the largest page over %s', (_, path) => {
  test.each(['gzip', 'br'])(
    'is compressed with %s, has a content length and the same content',
    async (encoding) => {
      const { headers, body } = await request(path, { 'accept-encoding': encoding })
      const plain = await request(path, {})
      expect(headers).toMatchObject({
        'content-encoding': encoding,
        vary: expect.stringMatching('accept-encoding'),
      })
      expect(body).toBe(plain.body)
      expect(Number(headers['content-length'])).toBeLessThan(Number(plain.headers['content-length']) / 5)
    },
  )

  test.each(['identity', 'zstd', 'gzip;q=0'])(
    'is not compressed for a client that accepts %s',
    async (encoding) => {
      const { headers, body } = await request(path, { 'accept-encoding': encoding })
      expect(headers).not.toHaveProperty('content-encoding')
      expect(headers['content-length']).toBe(String(Buffer.byteLength(body)))
    },
  )
})

test('a small response is not compressed', async () => {
  const { id } = await makeWorker(database.db)
  const [path] = trpcRequest({ procedure: 'worker.byId', input: { workerId: id } })
  expect((await request(path, { 'accept-encoding': 'gzip' })).headers).not.toHaveProperty('content-encoding')
})

test('a batch that tRPC streams arrives call by call', async () => {
  const inputs = JSON.stringify({ 0: { workerId }, 1: input })
  const path = `/trpc/worker.byId,shift.listEligible?batch=1&input=${encodeURIComponent(inputs)}`
  const { headers, body } = await request(path, {
    'trpc-accept': 'application/jsonl',
    'accept-encoding': 'gzip',
  })
  expect(headers).toMatchObject({ 'transfer-encoding': 'chunked', 'content-encoding': 'gzip' })
  const lines: unknown[] = body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.length).toBeGreaterThan(2)
})
