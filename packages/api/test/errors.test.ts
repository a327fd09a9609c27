import { makeWorker, useTestDatabase } from '@shifts/testing'
import { describe, expect, test } from 'vitest'
import { createApi } from './api.ts'
import { failureOf } from './failure.ts'
import { createLogRecorder } from './logRecorder.ts'
import { everyCall, callTo } from './procedures.ts'
import { serviceToken } from './tokens.ts'

const { db } = await useTestDatabase()
const worker = await makeWorker(db)

describe('an internal error', async () => {
  const broken = await useTestDatabase()
  const { id } = await makeWorker(broken.db)
  await broken.db.execute('alter table shift rename to lost_table')
  const call = callTo('shift.listEligible', id)

  test('leaks no detail', async () => {
    const response = await createApi(broken.db).callProcedure(call, serviceToken)
    expect(failureOf(response)).toEqual({
      status: 500,
      code: 'INTERNAL_SERVER_ERROR',
      message: 'Something went wrong on our side. Quote the request id if you report it.',
      issues: undefined,
      retryAfterSeconds: undefined,
    })
    expect(JSON.stringify(response.body)).not.toMatch(/relation|select|lost_table|at \S+:\d+/i)
  })

  test('leaks no detail in a batch, and fails alone', async () => {
    const input = encodeURIComponent(JSON.stringify({ 0: { workerId: id }, 1: call.input }))
    const headers = { authorization: `Bearer ${serviceToken}` }
    const { body } = await createApi(broken.db).send(`worker.byId,${call.path}?batch=1&input=${input}`, {
      headers,
    })
    const failure = { error: { data: { code: 'INTERNAL_SERVER_ERROR' } } }
    expect(body).toMatchObject([{ result: { data: { id } } }, failure])
    expect(JSON.stringify(body)).not.toMatch(/relation|select|eligible_facility/)
  })

  test('is logged with its cause, under the request id that the caller receives', async () => {
    const log = createLogRecorder()
    const response = await createApi(broken.db, { logger: log.logger }).callProcedure(call, serviceToken)
    const requestId = response.headers.get('x-request-id')
    expect(response.body).toMatchObject({ error: { data: { requestId } } })
    const errors = log.lines.filter(({ level }) => level === 'error')
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject({ requestId, procedure: call.path, outcome: 'INTERNAL_SERVER_ERROR' })
    expect(JSON.stringify(errors)).toContain('relation \\"shift\\" does not exist')
  })
})

describe('the request id', () => {
  const api = createApi(db)
  const callApi = (headers?: Record<string, string>) =>
    api.callProcedure(callTo('worker.byId', worker.id), serviceToken, headers)

  test('is the one of the request', async () => {
    const { headers } = await callApi({ 'x-request-id': 'from-the-proxy:42' })
    expect(headers.get('x-request-id')).toBe('from-the-proxy:42')
  })

  test.each(['', ' ', 'two words', '<script>', 'x'.repeat(129)])(
    'is a new one if the request has "%s"',
    async (given) => {
      const { headers } = await callApi({ 'x-request-id': given })
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)
    },
  )

  test('is a new one for each request without one', async () => {
    const ids = [(await callApi()).headers.get('x-request-id'), (await callApi()).headers.get('x-request-id')]
    expect(ids[0]).not.toBe(ids[1])
  })

  test('is in the headers and in the body of a failure', async () => {
    for (const call of [{ path: 'nobody' }, { path: 'worker.byId', input: 1 }]) {
      const { headers, body } = await api.callProcedure(call, serviceToken)
      expect(body).toMatchObject({ error: { data: { requestId: headers.get('x-request-id') } } })
    }
  })
})

test('no cache may store a response, whether it succeeds or fails', async () => {
  const api = createApi(db)
  for (const call of everyCall(worker.id)) {
    for (const token of [serviceToken, undefined]) {
      expect((await api.callProcedure(call, token)).headers.get('cache-control')).toContain('no-store')
    }
  }
})
