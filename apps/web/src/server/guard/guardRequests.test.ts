import { once } from 'node:events'
import { createServer } from 'node:http'
import perfHooks, { createHistogram } from 'node:perf_hooks'
import { createLimits, createLoadShedder, createLogger, createRateLimiter } from '@shifts/api'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { guardRequests } from './guardRequests.ts'

const histogram = Object.assign(createHistogram(), { enable: () => true, disable: () => true })
vi.spyOn(perfHooks, 'monitorEventLoopDelay').mockReturnValue(histogram)

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

/** Advances the clock by some seconds, in which the event loop is delayed by `delayMs` on average. */
function advanceSeconds(count: number, delayMs: number): void {
  vi.spyOn(histogram, 'count', 'get').mockReturnValue(1)
  vi.spyOn(histogram, 'mean', 'get').mockReturnValue((delayMs + 10) * 1e6)
  vi.advanceTimersByTime(count * 1_000)
}

/** A server that responds with 200 to every request that the guard passes on, and the load that the guard measures. */
async function startGuardedServer() {
  const load = { waiting: 0 }
  const guard = guardRequests({
    env: { TRUST_PROXY: () => false },
    logger: createLogger('silent'),
    limits: createLimits(),
    limitRate: createRateLimiter(5),
    shedLoad: createLoadShedder({ waitingQueries: () => load.waiting }),
  })
  const server = createServer((request, response) => void guard(request, response, () => response.end()))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The server listens on no port.')
  const send = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${address.port}${path}`, init)
  return { send, load }
}

type Guarded = Awaited<ReturnType<typeof startGuardedServer>>

test.each<[string, (load: Guarded['load']) => void, (load: Guarded['load']) => void]>([
  ['the event loop is delayed', () => advanceSeconds(5, 501), () => advanceSeconds(1, 0)],
  ['queries queue up', (load) => (load.waiting = 101), (load) => (load.waiting = 100)],
])('refuses pages and calls with 503 and Retry-After only while %s', async (_, begin, end) => {
  const { send, load } = await startGuardedServer()
  begin(load)
  const page = await send('/sign-in')
  expect(page.status).toBe(503)
  expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0)
  const call = await send('/api/trpc/worker.byId')
  expect(call.status).toBe(503)
  expect(await call.json()).toMatchObject({ error: { data: { code: 'SERVICE_UNAVAILABLE' } } })
  // Static files cost little and are still served.
  expect((await send('/_next/static/app.js')).status).toBe(200)

  end(load)
  for (const path of ['/sign-in', '/api/trpc/worker.byId']) expect((await send(path)).status).toBe(200)
})

test.each<[string, RequestInit]>([
  ['another method', { method: 'DELETE' }],
  ['a body that is too large', { method: 'POST', body: 'x'.repeat(100_001) }],
  [
    'a form that cannot be read',
    { method: 'POST', body: 'x', headers: { 'content-type': 'multipart/form-data' } },
  ],
  ['another origin', { method: 'POST', headers: { origin: 'https://evil.example' } }],
])('refuses %s with 429 when it is sent too often, and still serves pages', async (_, init) => {
  const { send } = await startGuardedServer()
  for (let n = 0; n < 5; n++) expect((await send('/sign-in', init)).status).toBeLessThan(429)
  const refused = await send('/sign-in', init)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await send('/sign-in')).status).toBe(200)
})
