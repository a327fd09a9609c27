import { once } from 'node:events'
import { get, type ClientRequest, type IncomingMessage } from 'node:http'
import { brotliDecompressSync, constants, gunzipSync } from 'node:zlib'
import { lockShifts, makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { failureOf } from './failure.ts'
import { linesOf } from './ndjson.ts'
import { restRequest, streamConnections, useTestServer } from './testServer.ts'
import { serviceToken, workerToken } from './tokens.ts'

const procedure = 'shift.streamEligible'
const { db, ...database } = await useTestDatabase()
const server = await useTestServer({ db, ...database })
const { id: workerId } = await makeWorker(db)
const clinic = await makeFacility(db)
const start = '2026-12-01T00:00:00Z'
for (const hours of [3, 0, 1, 2, 1]) {
  const startsAt = new Date(Date.parse(start) + hours * 3_600_000).toISOString()
  await makeShift(db, { facilityId: clinic.id, startsAt })
}

const requestExport = (input: object) => server.callRest({ procedure, input: { ...input } }, serviceToken)

async function listing(input: object): Promise<unknown[]> {
  const call = { procedure: 'shift.listEligible', input: { ...input } }
  const { body } = await server.callRest(call, serviceToken)
  return z.object({ shifts: z.array(z.unknown()), nextCursor: z.null() }).parse(body).shifts
}

describe('an export', () => {
  test('has the same shifts as the listing, one per line', async () => {
    const response = await requestExport({ workerId })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^application\/x-ndjson(;|$)/)
    const lines = linesOf(response.body)
    expect(lines).toEqual(await listing({ workerId }))
    expect(lines).toHaveLength(5)
  })

  test.each([
    [{ from: '2026-12-01T01:00:00Z' }, 4],
    [{ to: '2026-12-01T01:00:00Z' }, 1],
    [{ from: '2026-12-01T01:00:00Z', to: '2026-12-01T03:00:00Z' }, 3],
    [{ from: '2026-12-01T06:45:00+05:45', to: '2026-12-01T08:45:00+05:45' }, 3],
    [{ from: '2026-12-01T01:00:00Z', to: '2026-12-01T01:00:00Z' }, 0],
  ])('has the shifts of the window %j', async (window, count) => {
    const lines = linesOf((await requestExport({ workerId, ...window })).body)
    expect(lines).toEqual(await listing({ workerId, ...window }))
    expect(lines).toHaveLength(count)
  })

  test('is empty for a worker who is eligible for nothing', async () => {
    const idle = await makeWorker(db, { isActive: false })
    const response = await requestExport({ workerId: idle.id })
    expect(response).toMatchObject({ status: 200, body: '' })
    expect(response.headers.get('content-type')).toMatch('application/x-ndjson')
  })

  test('has an end line only if it is requested', async () => {
    const lines = linesOf((await requestExport({ workerId, endLine: true })).body)
    expect(lines.slice(0, -1)).toEqual(await listing({ workerId }))
    expect(lines.at(-1)).toEqual({ end: true, count: 5 })
    const idle = await makeWorker(db, { isActive: false })
    expect(linesOf((await requestExport({ workerId: idle.id, endLine: true })).body)).toEqual([
      { end: true, count: 0 },
    ])
    expect(linesOf((await requestExport({ workerId, endLine: false })).body)).toEqual(
      await listing({ workerId }),
    )
    expect(failureOf(await requestExport({ workerId, endLine: 'yes' }))).toMatchObject({ status: 400 })
  })

  test.each([
    ['an unknown worker', { workerId: 2_147_483_647 }, 404],
    ['a window that ends before it starts', { workerId, from: '2027-01-01T00:00:00Z', to: start }, 400],
    ['a page size, which it does not have', { workerId, limit: 2 }, 400],
  ])('is refused before its first line for %s', async (_, input, status) => {
    const response = await requestExport(input)
    expect(failureOf(response)).toMatchObject({ status })
    expect(response.headers.get('content-type')).toMatch('application/problem+json')
  })
})

const encodings = ['identity', 'gzip', 'br'] as const
type Encoding = (typeof encodings)[number]

/** These also decode incomplete data. */
const decoders: Record<Encoding, (bytes: Buffer) => Buffer> = {
  identity: (bytes) => bytes,
  gzip: (bytes) => gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }),
  br: (bytes) => brotliDecompressSync(bytes, { finishFlush: constants.BROTLI_OPERATION_FLUSH }),
}

/** Hard to compress, and too many for the buffers between a server and a client that does not read. */
const manyShifts = 120_000
const manyFacilities = 4_000

describe('a long export', async () => {
  const nurse = await makeWorker(db, { profession: 'LVN' })
  await database.load(`
    insert into facility (id, name, time_zone)
    select 1000 + n, (select string_agg(md5(n || ':' || part), '') from generate_series(1, 4) part), 'UTC'
    from generate_series(1, ${manyFacilities}) n`)
  await database.load(`
    insert into shift (facility_id, profession, starts_at, ends_at)
    select 1001 + n % ${manyFacilities}, 'LVN', at, at + interval '8 hours'
    from generate_series(1, ${manyShifts}) n, lateral (select timestamptz '${start}' + n * interval '1 second') start(at)`)
  const nurseToken = await workerToken(nurse.id)
  const [path] = restRequest({ procedure, input: { workerId: nurse.id } })

  function exportRequest(encoding: Encoding, token = serviceToken): ClientRequest {
    const headers = { authorization: `Bearer ${token}`, 'accept-encoding': encoding }
    const request = get(server.url + path, { headers, agent: false })
    onTestFinished(() => void request.destroy())
    return request
  }

  /** Starts an export, and reads nothing of its body yet. */
  async function startExport(encoding: Encoding = 'identity', token?: string): Promise<IncomingMessage> {
    const [response]: IncomingMessage[] = await once(exportRequest(encoding, token), 'response')
    if (response?.statusCode !== 200) throw new Error(`The export is refused: ${response?.statusCode}`)
    expect(response.headers['content-encoding'] ?? 'identity').toBe(encoding)
    return response
  }

  const readAll = async (encoding?: Encoding) => linesOf((await read(await startExport(encoding))).text)

  // An export that still runs would disturb the next test.
  afterEach(() => expectRelease())

  test.each(encodings)('is complete, and read no faster than by its client, as %s', async (encoding) => {
    const first = await startExport(encoding)
    // A second export starts later and ends first.
    expect(await readAll(encoding)).toHaveLength(manyShifts)
    await eventually(openTransactions).toBe(1)
    expect(await streams()).toBe(1)
    expect(linesOf((await read(first)).text)).toHaveLength(manyShifts)
  })

  test.each(encodings)('releases its connection when its client disconnects, as %s', async (encoding) => {
    const response = await startExport(encoding)
    await eventually(openTransactions).toBe(1)
    expect(await streams()).toBe(1)
    response.destroy()
    await expectRelease()
  })

  test.each(encodings)(
    'releases its connection when its client disconnects before the first row, as %s',
    async (encoding) => {
      const lock = await lockShifts(db)
      const request = exportRequest(encoding).on('error', () => {})
      await lock.untilQueriesWait(1)
      request.destroy()
      // The server handles the disconnect before it responds to a later request.
      await server.send('/healthz')
      await lock.release()
      await expectRelease()
    },
  )

  test.each(encodings)('that fails ends with the error and is incomplete, as %s', async (encoding) => {
    const response = await startExport(encoding)
    await db.execute(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'copy %'`,
    )
    const { text, isComplete } = await read(response)
    expect(isComplete).toBe(false)
    // The number of shifts before the error depends on the buffers.
    expect(linesOf(text).at(-1)).toEqual({
      error: {
        type: 'about:blank',
        title: 'Service Unavailable',
        status: 503,
        detail: 'The service cannot answer right now. Try again in a moment.',
        code: 'SERVICE_UNAVAILABLE',
        requestId: response.headers['x-request-id'],
        retryAfterSeconds: 1,
      },
    })
  })

  test('that uses the last connection for exports makes further exports get 503, and affects no page', async () => {
    const tokens = [serviceToken, serviceToken, serviceToken, nurseToken]
    const other = await workerToken(workerId)
    const exportAsOther = () => server.callRest({ procedure, input: { workerId } }, other)
    const all = await Promise.all(tokens.map((token) => startExport('identity', token)))
    expect(await streams()).toBe(streamConnections)
    const failure = failureOf(await exportAsOther())
    expect(failure).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 1 })
    expect(await listing({ workerId })).toHaveLength(5)

    all.at(-1)?.destroy()
    await eventually(async () => (await exportAsOther()).status).toBe(200)
    for (const response of all) response.destroy()
  })

  test.each([
    ['a worker', nurseToken, 1],
    ['a service', serviceToken, 3],
  ])(
    'is refused to %s that already runs as many as it may, and to no other caller',
    async (_, token, max) => {
      const running = await Promise.all(Array.from({ length: max }, () => startExport('identity', token)))
      const [refused]: IncomingMessage[] = await once(exportRequest('identity', token), 'response')
      expect(refused?.statusCode).toBe(429)
      expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
      const other = await workerToken(workerId)
      expect(await server.callRest({ procedure, input: { workerId } }, other)).toMatchObject({ status: 200 })
      for (const response of running) response.destroy()
      await expectRelease()
      expect(
        await server.callRest({ procedure, input: { workerId: nurse.id, to: start } }, token),
      ).toMatchObject({
        status: 200,
      })
    },
  )
})

/** Reads a response, and whether it ends as HTTP requires. */
async function read(response: IncomingMessage): Promise<{ text: string; isComplete: boolean }> {
  const chunks: Buffer[] = []
  response.on('data', (chunk: Buffer) => chunks.push(chunk))
  const isComplete = await once(response, 'end').then(
    () => true,
    () => false,
  )
  const encoding = z.enum(encodings).parse(response.headers['content-encoding'] ?? 'identity')
  return { text: decoders[encoding](Buffer.concat(chunks)).toString(), isComplete }
}

/** Long enough for a slow machine. */
const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 20_000 })

async function expectRelease(): Promise<void> {
  await eventually(openTransactions).toBe(0)
  await eventually(streams).toBe(0)
  await eventually(() => metric('open_shifts_database_pool{pool="streams",state="busy"}')).toBe(0)
}

const streams = () => metric('open_shifts_streams')

async function metric(name: string): Promise<number> {
  const { body } = await server.send('/metrics')
  const line = z
    .string()
    .parse(body)
    .split('\n')
    .find((line) => line.startsWith(`${name} `))
  return Number(line?.slice(name.length))
}

async function openTransactions(): Promise<number> {
  const { rows } = await db.execute<{ open: number }>(
    `select count(*)::int as open from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null and backend_type = 'client backend'`,
  )
  return rows[0]?.open ?? 0
}
