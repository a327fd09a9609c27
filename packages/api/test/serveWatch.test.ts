import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import { useTestDatabase } from '@shifts/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createContext, serveWatch } from '../src/index.ts'
import type { EventWithId } from '../src/watch/event.ts'
import { testServices } from './api.ts'
import { close, listen } from './localServer.ts'
import { serviceToken } from './tokens.ts'

const { db } = await useTestDatabase()

/** More than the buffers of a connection hold. */
const count = 2_000
const event = { type: 'refetch' as const, padding: 'x'.repeat(10_000) }

/** Watches with a client that reads nothing yet. The watch has `count` events. */
async function startWatch() {
  let read = 0
  async function* events(): AsyncGenerator<EventWithId, undefined> {
    while (read < count) yield [`event ${++read}`, event]
    return undefined
  }
  const services = { ...testServices(db), watch: async () => events() }
  const ctx = await createContext(services, { requestId: 'one', token: serviceToken })
  const server = createServer()
  const port = await listen(server)
  onTestFinished(() => close(server))
  const request = get({ port, host: '127.0.0.1', agent: false })
  const response = await new Promise<ServerResponse>((resolve) =>
    server.once('request', (_, each) => resolve(each)),
  )
  const ended = serveWatch(ctx, { workerId: 1 }, response)
  const [client]: IncomingMessage[] = await once(request, 'response')
  if (!client) throw new Error('There is no response.')
  return { client, request, response, ended, read: () => read }
}

const timeout = { timeout: 10_000 }

test('a watch waits for a client that reads slowly, and loses nothing', async () => {
  const { client, response, read, ended } = await startWatch()
  await expect.poll(() => response.writableNeedDrain, timeout).toBe(true)
  expect(read()).toBeLessThan(count)
  let text = ''
  for await (const piece of client.setEncoding('utf8')) text += piece
  expect(text.match(/^id: event \d+$/gm)).toHaveLength(count)
  expect(text.endsWith('event: return\ndata: \n\n\n')).toBe(true)
  await ended
})

test('a watch ends when a client disconnects that had not read all', async () => {
  const { request, response, read, ended } = await startWatch()
  await expect.poll(() => response.writableNeedDrain, timeout).toBe(true)
  request.destroy()
  await ended
  expect(read()).toBeLessThan(count)
})

test('a client that reads nothing is disconnected after half a minute', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const { response, ended } = await startWatch()
  await expect.poll(() => response.writableNeedDrain, timeout).toBe(true)
  vi.advanceTimersByTime(29_000)
  expect(response.destroyed).toBe(false)
  vi.advanceTimersByTime(1_000)
  expect(response.destroyed).toBe(true)
  await ended
})
