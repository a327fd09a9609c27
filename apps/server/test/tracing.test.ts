import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
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
const clinic = await makeFacility(db)
for (let n = 0; n < 3; n++) await makeShift(db, { facilityId: clinic.id })

/** Longer than a test: what arrives was sent because the host ended. */
const never = '600000'

async function setUp(env: Record<string, string>) {
  const host = await startHost(database, { OTEL_BSP_SCHEDULE_DELAY: never, ...env })
  onTestFinished(async () => {
    host.end('SIGKILL')
    await host.exited
  })
  return {
    ask: async ([path, init]: ReturnType<typeof restRequest>, traceId: string): Promise<number> => {
      const headers = { authorization: `Bearer ${serviceToken}`, traceparent: `00-${traceId}-${caller}-01` }
      const response = await fetch(host.url + path, { ...init, headers: { ...init.headers, ...headers } })
      await response.text()
      return response.status
    },
    end: async (): Promise<void> => {
      host.end('SIGTERM')
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

/** The names of a trace's spans, each with those around it, outermost first, the caller's included. */
function paths(spans: Span[], traceId: string): string[][] {
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  const around = ({ name, parentSpanId = '' }: Span): string[] => {
    const parent = byId.get(parentSpanId)
    return [...(parent ? around(parent) : [parentSpanId]), name.replace(/^pg\.query:.*/, 'SQL')]
  }
  // To wait for a connection, and to make one, are spans of their own beside the statements.
  const isConnecting = ({ name }: Span) => /^pg(-pool)?\.connect/.test(name)
  return spans.filter((span) => span.traceId === traceId && !isConnecting(span)).map(around)
}

const restRoute = ({ procedure }: ProcedureCall) => {
  const { method, path } = routeOf(procedure)
  return `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`
}

test('a request, its procedure and each of its SQL statements are one trace, the caller’s', async () => {
  const { ask, end, collector } = await setUpWithCollector()
  const asked = everyCall(workerId).flatMap((call) => {
    const rest = { request: restRequest(call), path: [caller, restRoute(call), call.procedure] }
    if (routeOf(call.procedure).line) return [rest]
    const isQuery = routeOf(call.procedure).method === 'GET'
    const route = `${isQuery ? 'GET' : 'POST'} /trpc/:path`
    return [rest, { request: trpcRequest(call), path: [caller, route, call.procedure] }]
  })
  // All at once, so that they wait for each other's connections.
  await Promise.all(asked.map(({ request }, n) => ask(request, traceNumber(n))))
  await end()

  for (const [n, { path }] of asked.entries()) {
    const found = paths(collector.spans(), traceNumber(n))
    expect.soft(found).toContainEqual(path.slice(0, 2))
    expect.soft(found).toContainEqual(path)
    expect.soft(found).toContainEqual([...path, 'SQL'])
    expect.soft(found.every((names) => names.join().startsWith(path.slice(0, 2).join()))).toBe(true)
  }
})

test('what is asked at once is not mixed up', async () => {
  const { ask, end, collector } = await setUpWithCollector()
  const call = callTo('worker.byId', workerId)
  const count = 40
  const asked = Array.from({ length: count }, (_, n) => ask(restRequest(call), traceNumber(n)))
  expect(await Promise.all(asked)).toEqual(asked.map(() => 200))
  await end()
  const path = [caller, restRoute(call), 'worker.byId']
  for (let n = 0; n < count; n++) {
    expect
      .soft(paths(collector.spans(), traceNumber(n)).toSorted((a, b) => a.length - b.length))
      .toEqual([path.slice(0, 2), path, [...path, 'SQL']])
  }
})

test('an export’s statements are in its trace to the last', async () => {
  const { ask, end, collector } = await setUpWithCollector()
  const { id } = await makeWorkerOfManyShifts(database)
  const call = callTo('shift.streamEligible', id)
  await ask(restRequest(call), traceNumber(1))
  await end()
  const found = paths(collector.spans(), traceNumber(1))
  const statements = found.filter((names) => names.at(-1) === 'SQL')
  // The last two after the procedure has answered with the stream.
  expect(statements.length).toBeGreaterThan(3)
  const request = [caller, restRoute(call)]
  expect(statements.map((names) => names.slice(0, 2))).toEqual(statements.map(() => request))
  const all = collector.spans()
  for (const last of [/^pg\.query:copy/i, /^pg\.query:commit/i])
    expect(all.some(({ name }) => last.test(name))).toBe(true)
  expect(new Set(all.map(({ traceId }) => traceId))).toEqual(new Set([traceNumber(1)]))
})

test('no value of what was asked is reported, and no secret', async () => {
  const { ask, end, collector } = await setUpWithCollector()
  for (const call of everyCall(workerId)) await ask(restRequest(call), traceNumber(1))
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

test('a collector that is away keeps nobody from answering or ending', async () => {
  const { ask, end } = await setUp({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' })
  expect(await ask(restRequest(callTo('worker.byId', workerId)), traceNumber(1))).toBe(200)
  await end()
})

const coverage = z.object({ result: z.array(z.object({ url: z.string() })) })

test('nothing of it is loaded where nobody collects', async () => {
  /** The files of the tracing that a host has run. */
  async function loaded(env: Record<string, string>): Promise<string[]> {
    const folder = await mkdtemp(join(inject('testFolder'), 'coverage-'))
    const { ask, end } = await setUp({ ...env, NODE_V8_COVERAGE: folder })
    await ask(restRequest(callTo('worker.byId', workerId)), traceNumber(1))
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
