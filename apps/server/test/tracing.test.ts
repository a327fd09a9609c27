import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeDocument, makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { expect, inject, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { startCollector, type Span } from './collector.ts'
import { startHost } from './hostProcess.ts'
import { makeWorkerOfManyShifts } from './manyShifts.ts'
import { everyCall, callTo, routeOf, type ProcedureCall } from './calls.ts'
import { restRequest, trpcRequest } from './testServer.ts'
import { serviceToken } from './tokens.ts'

const database = await useTestDatabase()
const { db } = database
const workerId = 1_234_567_890
await makeWorker(db, { id: workerId, name: 'Ada Reyes' })
await makeDocument(db)
const clinic = await makeFacility(db)
for (let n = 0; n < 3; n++) await makeShift(db, { facilityId: clinic.id })

/** Longer than a test, so that spans arrive only because the host shuts down. */
const longDelayMs = '600000'

async function setUp(env: Record<string, string>) {
  const host = await startHost(database, { OTEL_BSP_SCHEDULE_DELAY: longDelayMs, ...env })
  onTestFinished(async () => {
    host.kill('SIGKILL')
    await host.exited
  })
  return {
    sendRequest: async ([path, init]: ReturnType<typeof restRequest>, traceId: string): Promise<number> => {
      const headers = { authorization: `Bearer ${serviceToken}`, traceparent: `00-${traceId}-${caller}-01` }
      const response = await fetch(host.url + path, { ...init, headers: { ...init.headers, ...headers } })
      await response.text()
      return response.status
    },
    end: async (): Promise<void> => {
      host.kill('SIGTERM')
      expect(await host.exited).toBe(0)
    },
  }
}

async function setUpWithCollector() {
  const collector = await startCollector()
  return { ...(await setUp({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })), collector }
}

const caller = '1111111111111111'
const traceNumber = (n: number) => n.toString(16).padStart(32, 'a')

/** For each span of a trace, the names of its ancestors and itself, starting with the caller's span. */
function paths(spans: Span[], traceId: string): string[][] {
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  const pathOf = ({ name, parentSpanId = '' }: Span): string[] => {
    const parent = byId.get(parentSpanId)
    return [...(parent ? pathOf(parent) : [parentSpanId]), name.replace(/^pg\.query:.*/, 'SQL')]
  }
  // Waiting for a connection and connecting have their own spans besides those of the statements.
  const isConnecting = ({ name }: Span) => /^pg(-pool)?\.connect/.test(name)
  return spans.filter((span) => span.traceId === traceId && !isConnecting(span)).map(pathOf)
}

const restRoute = ({ procedure }: ProcedureCall) => {
  const { method, path } = routeOf(procedure)
  return `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`
}

test('a request, its procedure and each of its SQL statements are spans of the caller’s trace', async () => {
  const { sendRequest, end, collector } = await setUpWithCollector()
  const sent = everyCall(workerId).flatMap((call) => {
    const rest = { request: restRequest(call), path: [caller, restRoute(call), call.procedure] }
    if (routeOf(call.procedure).line) return [rest]
    const isQuery = routeOf(call.procedure).method === 'GET'
    const route = `${isQuery ? 'GET' : 'POST'} /trpc/:path`
    return [rest, { request: trpcRequest(call), path: [caller, route, call.procedure] }]
  })
  // At once, so that they wait for each other's connections.
  await Promise.all(sent.map(({ request }, n) => sendRequest(request, traceNumber(n))))
  await end()

  for (const [n, { path }] of sent.entries()) {
    const found = paths(collector.spans(), traceNumber(n))
    expect.soft(found).toContainEqual(path.slice(0, 2))
    expect.soft(found).toContainEqual(path)
    expect.soft(found).toContainEqual([...path, 'SQL'])
    expect.soft(found.every((names) => names.join().startsWith(path.slice(0, 2).join()))).toBe(true)
  }
})

test('the traces of concurrent requests are separate', async () => {
  const { sendRequest, end, collector } = await setUpWithCollector()
  const call = callTo('worker.byId', workerId)
  const count = 40
  const sent = Array.from({ length: count }, (_, n) => sendRequest(restRequest(call), traceNumber(n)))
  expect(await Promise.all(sent)).toEqual(sent.map(() => 200))
  await end()
  const path = [caller, restRoute(call), 'worker.byId']
  for (let n = 0; n < count; n++) {
    expect
      .soft(paths(collector.spans(), traceNumber(n)).toSorted((a, b) => a.length - b.length))
      .toEqual([path.slice(0, 2), path, [...path, 'SQL']])
  }
})

test('all statements of an export are in its trace', async () => {
  const { sendRequest, end, collector } = await setUpWithCollector()
  const { id } = await makeWorkerOfManyShifts(database)
  const call = callTo('shift.streamEligible', id)
  await sendRequest(restRequest(call), traceNumber(1))
  await end()
  const found = paths(collector.spans(), traceNumber(1))
  const statements = found.filter((names) => names.at(-1) === 'SQL')
  // The last two run after the procedure has returned the stream.
  expect(statements.length).toBeGreaterThan(3)
  const request = [caller, restRoute(call)]
  expect(statements.map((names) => names.slice(0, 2))).toEqual(statements.map(() => request))
  const all = collector.spans()
  for (const last of [/^pg\.query:copy/i, /^pg\.query:commit/i])
    expect(all.some(({ name }) => last.test(name))).toBe(true)
  expect(new Set(all.map(({ traceId }) => traceId))).toEqual(new Set([traceNumber(1)]))
})

test('no value of a request and no secret is reported', async () => {
  const { sendRequest, end, collector } = await setUpWithCollector()
  for (const call of everyCall(workerId)) await sendRequest(restRequest(call), traceNumber(1))
  await end()
  const reported = JSON.stringify(collector.reports)
  expect(reported).toContain('open-shifts-api')
  for (const secret of [
    String(workerId),
    'Ada Reyes',
    '2026-12-01',
    serviceToken,
    new URL(database.url).password,
  ]) {
    expect.soft(secret).not.toBe('')
    expect.soft(reported).not.toContain(secret)
  }
})

test('an unavailable collector delays neither responses nor shutdown', async () => {
  const { sendRequest, end } = await setUp({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' })
  expect(await sendRequest(restRequest(callTo('worker.byId', workerId)), traceNumber(1))).toBe(200)
  await end()
})

const coverage = z.object({ result: z.array(z.object({ url: z.string() })) })

test('tracing is not loaded without a collector', async () => {
  /** The tracing files that a host has loaded. */
  async function loaded(env: Record<string, string>): Promise<string[]> {
    const folder = await mkdtemp(join(inject('testFolder'), 'coverage-'))
    const { sendRequest, end } = await setUp({ ...env, NODE_V8_COVERAGE: folder })
    await sendRequest(restRequest(callTo('worker.byId', workerId)), traceNumber(1))
    await end()
    const reports = await Promise.all(
      (await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')),
    )
    const urls = reports.flatMap((report) => coverage.parse(JSON.parse(report)).result.map(({ url }) => url))
    return urls.filter((url) => /\/@opentelemetry\/(?!api\/)|\/telemetry\/trac/.test(url))
  }
  const collector = await startCollector()
  expect(await loaded({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })).not.toEqual([])
  expect(await loaded({})).toEqual([])
})
