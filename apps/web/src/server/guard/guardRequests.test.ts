import { once } from 'node:events'
import { createServer } from 'node:http'
import { createLoadShedder, createLogger } from '@shifts/api'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { guardRequests } from './guardRequests.ts'

vi.mock('server-only', () => ({}))
const histogram = vi.hoisted(() => ({ mean: 0, count: 1, enable() {}, disable() {}, reset() {} }))
vi.mock('node:perf_hooks', () => ({ monitorEventLoopDelay: () => histogram }))

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

/** So many seconds in which the event loop is late by so much on average. */
function seconds(count: number, delayMs: number): void {
  histogram.mean = (delayMs + 10) * 1e6
  vi.advanceTimersByTime(count * 1_000)
}

/** A server that answers 200 to whatever the guard passes on, and the load that the guard sees. */
async function startGuarded() {
  const load = { waiting: 0 }
  const guard = guardRequests({
    env: { TRUST_PROXY: () => false },
    logger: createLogger('silent'),
    shedLoad: createLoadShedder({ waitingQueries: () => load.waiting }),
  })
  const server = createServer((request, response) => void guard(request, response, () => response.end()))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The server listens on no port.')
  const get = (path: string) => fetch(`http://127.0.0.1:${address.port}${path}`)
  return { get, load }
}

type Guarded = Awaited<ReturnType<typeof startGuarded>>

test.each<[string, (load: Guarded['load']) => void, (load: Guarded['load']) => void]>([
  ['the event loop is late', () => seconds(5, 501), () => seconds(1, 0)],
  ['queries queue up', (load) => (load.waiting = 101), (load) => (load.waiting = 100)],
])('while %s, pages and calls are refused with 503 and Retry-After, and no longer', async (_, begin, end) => {
  const { get, load } = await startGuarded()
  begin(load)
  const page = await get('/sign-in')
  expect(page.status).toBe(503)
  expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0)
  const call = await get('/api/trpc/worker.byId')
  expect(call.status).toBe(503)
  expect(await call.json()).toMatchObject({ error: { data: { code: 'SERVICE_UNAVAILABLE' } } })
  // What costs next to nothing is served all the same.
  expect((await get('/_next/static/app.js')).status).toBe(200)

  end(load)
  for (const path of ['/sign-in', '/api/trpc/worker.byId']) expect((await get(path)).status).toBe(200)
})
