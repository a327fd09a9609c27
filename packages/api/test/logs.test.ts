import { createTestDatabase, makeDocument, makeWorkerWithShift, useTestDatabase } from '@shifts/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { asServed, createApi, type ProcedureCall } from './api.ts'
import { failureOf } from './failure.ts'
import { createLogRecorder } from './logRecorder.ts'
import { everyCall, callTo } from './procedures.ts'
import { distantPast, validClaims, serviceToken, sign, workerToken } from './tokens.ts'

const { db } = await useTestDatabase()
const ada = await makeWorkerWithShift(db)
await makeDocument(db)

test('a line has the caller, the procedure, the duration and the outcome', async () => {
  const log = createLogRecorder()
  const api = createApi(db, { logger: log.logger })
  const headers = { 'x-request-id': 'request-1' }
  await api.callProcedure(callTo('shift.listEligible', ada.id), await workerToken(ada.id), headers)
  expect(log.lines).toEqual([
    expect.objectContaining({
      level: 'info',
      requestId: 'request-1',
      procedure: 'shift.listEligible',
      type: 'query',
      principal: `worker:${ada.id}`,
      durationMs: expect.any(Number),
      outcome: 'OK',
    }),
  ])
})

test('every call of a procedure is logged once', async () => {
  for (const call of everyCall(ada.id, ada.shiftId)) {
    const log = createLogRecorder()
    await createApi(db, { logger: log.logger }).callProcedure(call, serviceToken)
    expect(log.lines).toMatchObject([{ procedure: call.path, principal: 'service:tests', outcome: 'OK' }])
  }
})

test('each call of a batch is logged, under one request id', async () => {
  const log = createLogRecorder()
  const input = encodeURIComponent(JSON.stringify({ 0: { workerId: ada.id }, 1: { workerId: 0 } }))
  const headers = { authorization: `Bearer ${serviceToken}`, 'x-request-id': 'batch-1' }
  const api = createApi(db, { logger: log.logger })
  await api.send(`worker.byId,facility.listEligible?batch=1&input=${input}`, { headers })
  expect(log.lines).toHaveLength(2)
  expect(log.lines).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ requestId: 'batch-1', procedure: 'worker.byId', outcome: 'OK' }),
      expect.objectContaining({
        requestId: 'batch-1',
        procedure: 'facility.listEligible',
        outcome: 'BAD_REQUEST',
      }),
    ]),
  )
})

test.each([
  ['BAD_REQUEST', { path: 'worker.byId', input: { workerId: 'x' } }, serviceToken],
  ['NOT_FOUND', { path: 'worker.byId', input: { workerId: 2_147_483_647 } }, serviceToken],
  ['UNAUTHORIZED', callTo('worker.byId', ada.id), undefined],
  ['FORBIDDEN', callTo('worker.byId', ada.id), await workerToken(ada.id + 1)],
])('a refusal is a warning, with its reason: %s', async (outcome, call, token) => {
  const log = createLogRecorder()
  await createApi(db, { logger: log.logger }).callProcedure(call, token)
  expect(log.lines).toMatchObject([{ level: 'warn', outcome, reason: expect.stringMatching(/./) }])
})

describe('a thousand issues in an input', () => {
  const facilityIds = Array.from({ length: 1_000 }, () => 'x')
  const call = { path: 'shift.listEligible', input: { workerId: ada.id, facilityIds } }

  test('leave a log line of a few kilobytes, with the number of issues', async () => {
    const log = createLogRecorder()
    await createApi(db, { logger: log.logger }).callProcedure(call, serviceToken)
    expect(log.lines).toHaveLength(1)
    expect(log.lines[0]).toMatchObject({ reason: expect.stringContaining('and 980 more issues') })
    expect(JSON.stringify(log.lines).length).toBeLessThan(3_000)
  })

  test('are returned as twenty, with the number of the others', async () => {
    const { issues, message } = failureOf(await createApi(db).callProcedure(call, serviceToken))
    expect(issues).toHaveLength(21)
    expect(issues?.at(-1)).toEqual({ path: '', message: 'and 980 more issues' })
    expect(message.length).toBeLessThan(3_000)
  })
})

test.each<[string, ProcedureCall]>([
  ['an unknown key', { path: 'worker.byId', input: { workerId: ada.id, ['k'.repeat(8_000)]: 1 } }],
  ['an unknown procedure', { path: 'p'.repeat(8_000) }],
  [
    'unknown facilities',
    {
      path: 'shift.listEligible',
      input: { workerId: ada.id, facilityIds: Array.from({ length: 1_000 }, (_, n) => 2_000_000_000 + n) },
    },
  ],
])('%s leaves a short log line and gets a short message', async (_, call) => {
  const log = createLogRecorder()
  const response = await createApi(db, { logger: log.logger }).callProcedure(call, serviceToken)
  expect(log.lines).toHaveLength(1)
  expect(JSON.stringify(log.lines).length).toBeLessThan(3_000)
  expect(failureOf(response).message.length).toBeLessThan(3_000)
})

test('no line contains a token or a part of one, whatever the outcome', async () => {
  const claims = validClaims(ada.id)
  const tokens = [
    await workerToken(ada.id),
    serviceToken,
    await sign({ ...claims, exp: distantPast }),
    await sign(claims, new TextEncoder().encode('x'.repeat(32))),
    await sign({ ...claims, role: 'admin' }),
    'not-a-token-at-all',
  ]
  const broken = await makeBrokenDatabase()
  for (const token of tokens) {
    const log = createLogRecorder()
    for (const database of [db, broken]) {
      for (const call of everyCall(ada.id, ada.shiftId)) {
        await createApi(database, { logger: log.logger }).callProcedure(call, token)
      }
    }
    const written = JSON.stringify(log.lines)
    expect(log.lines.length).toBeGreaterThan(0)
    for (const part of token.split('.')) expect(written).not.toContain(part)
  }
})

/** A database for which every query fails. */
async function makeBrokenDatabase() {
  const broken = await createTestDatabase()
  onTestFinished(() => broken.close())
  for (const table of ['worker', 'facility', 'shift']) {
    await broken.db.execute(`alter table ${table} rename to lost_${table}`)
  }
  return broken.db
}

test('a change whose position cannot be read succeeds, and the log says that its response has no token', async () => {
  const log = createLogRecorder()
  const { callProcedure } = createApi(db, {
    logger: log.logger,
    servers: { ...asServed(db), position: () => Promise.reject(new Error('the primary is lost')) },
  })
  const response = await callProcedure(callTo('worker.setHome', ada.id), serviceToken)
  expect(response.status).toBe(200)
  expect(response.headers.get('x-consistency-token')).toBeNull()
  expect(log.lines).toMatchObject([
    { level: 'warn', reason: 'the primary is lost', msg: expect.stringContaining('no consistency token') },
    { procedure: 'worker.setHome', outcome: 'OK' },
  ])
})
