import { connect, connectServers, watchReplicas } from '@shifts/db'
import { withClient } from '@shifts/db/client'
import { makeFacility, makeShift, makeWorker } from '@shifts/testing'
import { startPrimary, startStandby } from '@shifts/testing/replication'
import { afterAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { restRequest, startTestServer, trpcRequest } from './testServer.ts'
import { serviceToken } from './tokens.ts'

/** A busy machine must not make a test fail. */
const timeoutMs = 20_000

const primary = await startPrimary(inject('testFolder'))
afterAll(() => primary.remove())
const owner = connect(primary.ownerUrl, { timeoutMs })
afterAll(() => owner.close())

const header = 'x-consistency-token'

/** The API host on the primary and a standby that replays everything late. Reads run on the standby. */
async function startOnStandby({ replayDelayMs }: { replayDelayMs: number }) {
  const standby = await startStandby(primary, { replayDelayMs })
  const replicas = watchReplicas({
    primaryUrl: primary.url,
    replicaUrls: [standby.url],
    intervalMs: 100,
    maxLagMs: 3_600_000,
  })
  const servers = connectServers(primary.url, { replicas, timeoutMs, applicationName: 'replica test' })
  const streams = connectServers(primary.url, {
    replicas,
    timeoutMs,
    applicationName: 'replica test of exports',
  })
  const host = await startTestServer(
    { ...connect(primary.url), url: primary.url },
    { servers, streams, replicas, corsOrigins: ['https://app.example'] },
  )
  onTestFinished(async () => {
    await host.close()
    await Promise.all([servers.close(), streams.close(), replicas.stop()])
    await standby.remove()
  })
  await expect.poll(() => replicas.current()?.url, { timeout: 20_000 }).toBe(standby.url)
  return { standby, replicas, ...host }
}

type Host = Awaited<ReturnType<typeof startOnStandby>>

const protocols = { tRPC: trpcRequest, REST: restRequest }

/** Calls a procedure with a consistency token. Returns the output, and the token of the response. */
async function call(
  { send }: Host,
  protocol: keyof typeof protocols,
  [procedure, input]: [procedure: string, input: Record<string, unknown>],
  token?: string | null,
) {
  const [path, init] = protocols[protocol]({ procedure, input })
  const { status, headers, body } = await send(path, {
    ...init,
    headers: {
      ...init.headers,
      authorization: `Bearer ${serviceToken}`,
      ...(token && { [header]: token }),
    },
  })
  const output: unknown = protocol === 'tRPC' && status === 200 ? fromTrpc.parse(body).result.data : body
  return { status, token: headers.get(header), output }
}

const fromTrpc = z.object({ result: z.object({ data: z.unknown() }) })
const idsOf = (output: unknown) => listed.parse(output).shifts.map(({ id }) => id)
const listed = z.object({ shifts: z.array(z.looseObject({ id: z.int() })) })

const ahead = { startsAt: '2100-12-01T14:00:00Z', endsAt: '2100-12-01T22:00:00Z' }

/** A worker with one shift that it may claim, at a facility of its own. */
async function makeWorkerAndShift() {
  const { id: facilityId } = await makeFacility(owner.db)
  const { id: workerId } = await makeWorker(owner.db)
  const { id: shiftId } = await makeShift(owner.db, { facilityId, ...ahead })
  return { workerId, shiftId, facilityIds: [facilityId] }
}

/** The queries that a host's connections have run last on a server. */
const queriesOn = (url: string, application = 'replica test') =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ query: string }>(
      'select query from pg_stat_activity where application_name = $1',
      [application],
    )
    return rows.map(({ query }) => query).join('\n')
  })

describe.each(['tRPC', 'REST'] as const)('%s', (protocol) => {
  test('many workers see their own changes with their tokens, while reads run on the standby', async () => {
    const workers = await Promise.all(Array.from({ length: 12 }, makeWorkerAndShift))
    const host = await startOnStandby({ replayDelayMs: 300 })
    await Promise.all(
      workers.map(async ({ workerId, shiftId, facilityIds }) => {
        const shift = { workerId, shiftId }
        const reads = async (token: string | null) => ({
          listed: idsOf(
            (await call(host, protocol, ['shift.listEligible', { workerId, facilityIds }], token)).output,
          ),
          claimed: idsOf((await call(host, protocol, ['shift.listClaimed', { workerId }], token)).output),
          shift: (await call(host, protocol, ['shift.byId', shift], token)).output,
        })
        for (let round = 0; round < 3; round++) {
          const claim = await call(host, protocol, ['shift.claim', shift])
          expect(claim).toMatchObject({ status: 200, token: expect.stringMatching(/^[\dA-F]+\/[\dA-F]+$/) })
          expect(await reads(claim.token)).toMatchObject({
            listed: [],
            claimed: [shiftId],
            shift: { status: 'claimed' },
          })
          const release = await call(host, protocol, ['shift.release', shift])
          expect(await reads(release.token)).toMatchObject({
            listed: [shiftId],
            claimed: [],
            shift: { status: 'open' },
          })
        }
        await call(host, protocol, ['shift.listEligible', { workerId }])
      }),
    )
    expect(await queriesOn(host.standby.ownerUrl)).toContain('eligible_facility')
  })

  test('without the token a list may be older than a change, with it never', async () => {
    const { workerId, shiftId, facilityIds } = await makeWorkerAndShift()
    const host = await startOnStandby({ replayDelayMs: 3_600_000 })
    const list = async (token?: string | null) =>
      idsOf((await call(host, protocol, ['shift.listEligible', { workerId, facilityIds }], token)).output)
    const claim = await call(host, protocol, ['shift.claim', { workerId, shiftId }])
    expect(await list()).toEqual([shiftId])
    expect(await list(claim.token)).toEqual([])

    const { id: other } = await makeWorker(owner.db)
    const refusal = await call(host, protocol, ['shift.claim', { workerId: other, shiftId }])
    expect(refusal).toMatchObject({ status: 409, token: expect.any(String) })
    const taken = await call(host, protocol, ['shift.byId', { workerId: other, shiftId }], refusal.token)
    expect(taken.output).toMatchObject({ status: 'taken' })
  })
})

test('an export runs on the standby too, and waits for its token', async () => {
  const { workerId, shiftId } = await makeWorkerAndShift()
  const host = await startOnStandby({ replayDelayMs: 3_600_000 })
  const read = async (token?: string | null) =>
    (await call(host, 'REST', ['shift.streamEligible', { workerId }], token)).output
  const claim = await call(host, 'tRPC', ['shift.claim', { workerId, shiftId }])
  expect(await read()).toContain(`"id":${shiftId},`)
  expect(await read(claim.token)).not.toContain(`"id":${shiftId},`)
  expect(await queriesOn(host.standby.ownerUrl, 'replica test of exports')).not.toBe('')
})

test('a malformed token is refused, and a token without replicas is harmless', async () => {
  const { workerId } = await makeWorkerAndShift()
  const host = await startOnStandby({ replayDelayMs: 0 })
  for (const protocol of ['tRPC', 'REST'] as const)
    expect(await call(host, protocol, ['worker.byId', { workerId }], 'yesterday')).toMatchObject({
      status: 400,
    })
  const alone = { ...(await startTestServer({ ...connect(primary.url), url: primary.url })) }
  onTestFinished(() => alone.close())
  const { status, headers } = await alone.send(`/v1/workers/${workerId}`, {
    headers: { authorization: `Bearer ${serviceToken}`, [header]: 'FFFFFFFF/FFFFFFFF' },
  })
  expect(status).toBe(200)
  expect(headers.get(header)).toBeNull()
})

test('scripts of other origins may send the token and read it', async () => {
  const host = await startOnStandby({ replayDelayMs: 0 })
  const origin = { origin: 'https://app.example' }
  const preflight = await host.send('/v1/workers/1', {
    method: 'OPTIONS',
    headers: { ...origin, 'access-control-request-method': 'GET', 'access-control-request-headers': header },
  })
  expect(preflight.headers.get('access-control-allow-headers')).toContain(header)
  const { headers } = await host.send('/v1/workers/1', { headers: origin })
  expect(headers.get('access-control-expose-headers')).toContain(header)
})

test('while the primary is away, reads go on, changes get 503, and the host is ready', async () => {
  const { workerId, shiftId } = await makeWorkerAndShift()
  const host = await startOnStandby({ replayDelayMs: 0 })
  await host.standby.catchUp()
  const name = `127.0.0.1:${new URL(host.standby.url).port}`
  await primary.stop()
  onTestFinished(() => primary.start())
  const list = await call(host, 'REST', ['shift.listEligible', { workerId }])
  expect(list.status).toBe(200)
  const [path, init] = restRequest({ procedure: 'shift.claim', input: { workerId, shiftId } })
  const claim = await host.send(path, {
    ...init,
    headers: { ...init.headers, authorization: `Bearer ${serviceToken}` },
  })
  expect(claim.status).toBe(503)
  expect(claim.headers.get('retry-after')).toBe('1')
  await expect.poll(async () => (await host.send('/readyz')).status, { timeout: 10_000 }).toBe(200)
  const { body } = await host.send('/metrics')
  expect(body).toContain(`open_shifts_replica_used{replica="${name}"} 1`)
  expect(body).toMatch(/open_shifts_replica_lag_seconds\{replica="127\.0\.0\.1:\d+"\} \d/)

  await host.standby.stop()
  await expect.poll(async () => (await host.send('/readyz')).status, { timeout: 10_000 }).toBe(503)
  expect((await host.send('/metrics')).body).toContain(`open_shifts_replica_used{replica="${name}"} 0`)
})
