import { makeWorker, useTestDatabase } from '@shifts/testing'
import { describe, expect, test } from 'vitest'
import { createApi } from './api.ts'
import { failureOf } from './failure.ts'
import { createLogRecorder } from './logRecorder.ts'
import { everyCall, callTo } from './procedures.ts'
import { serviceToken } from './tokens.ts'

const { db } = await useTestDatabase()
const worker = await makeWorker(db)

describe('a fault of ours', async () => {
  const broken = await useTestDatabase()
  const { id } = await makeWorker(broken.db)
  await broken.db.execute('alter table shift rename to lost_table')
  const question = callTo('shift.listEligible', id)

  test('leaks no detail', async () => {
    const answer = await createApi(broken.db).ask(question, serviceToken)
    expect(failureOf(answer)).toEqual({
      status: 500,
      code: 'INTERNAL_SERVER_ERROR',
      message: 'Something went wrong on our side. Quote the request id if you report it.',
      issues: undefined,
      retryAfterSeconds: undefined,
    })
    expect(JSON.stringify(answer.body)).not.toMatch(/relation|select|lost_table|at \S+:\d+/i)
  })

  test('leaks no detail in a batch, and spoils only itself', async () => {
    const input = encodeURIComponent(JSON.stringify({ 0: { workerId: id }, 1: question.input }))
    const headers = { authorization: `Bearer ${serviceToken}` }
    const { body } = await createApi(broken.db).send(`worker.byId,${question.path}?batch=1&input=${input}`, {
      headers,
    })
    const fault = { error: { data: { code: 'INTERNAL_SERVER_ERROR' } } }
    expect(body).toMatchObject([{ result: { data: { id } } }, fault])
    expect(JSON.stringify(body)).not.toMatch(/relation|select|eligible_facility/)
  })

  test('is logged with its cause, under the request id that the caller is told', async () => {
    const log = createLogRecorder()
    const answer = await createApi(broken.db, { logger: log.logger }).ask(question, serviceToken)
    const requestId = answer.headers.get('x-request-id')
    expect(answer.body).toMatchObject({ error: { data: { requestId } } })
    const faults = log.lines.filter(({ level }) => level === 'error')
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatchObject({ requestId, procedure: question.path, outcome: 'INTERNAL_SERVER_ERROR' })
    expect(JSON.stringify(faults)).toContain('relation \\"shift\\" does not exist')
  })
})

describe('the request id', () => {
  const api = createApi(db)
  const ask = (headers?: Record<string, string>) =>
    api.ask(callTo('worker.byId', worker.id), serviceToken, headers)

  test("is the request's own", async () => {
    const { headers } = await ask({ 'x-request-id': 'from-the-proxy:42' })
    expect(headers.get('x-request-id')).toBe('from-the-proxy:42')
  })

  test.each(['', ' ', 'two words', '<script>', 'x'.repeat(129)])(
    'is a new one if the request bears "%s"',
    async (given) => {
      const { headers } = await ask({ 'x-request-id': given })
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)
    },
  )

  test('is new for each request that bears none', async () => {
    const ids = [(await ask()).headers.get('x-request-id'), (await ask()).headers.get('x-request-id')]
    expect(ids[0]).not.toBe(ids[1])
  })

  test('is told with a failure, in its headers and in its body', async () => {
    for (const question of [{ path: 'nobody' }, { path: 'worker.byId', input: 1 }]) {
      const { headers, body } = await api.ask(question, serviceToken)
      expect(body).toMatchObject({ error: { data: { requestId: headers.get('x-request-id') } } })
    }
  })
})

test('no answer may be kept by a cache, be it good or bad', async () => {
  const api = createApi(db)
  for (const question of everyCall(worker.id)) {
    for (const token of [serviceToken, undefined]) {
      expect((await api.ask(question, token)).headers.get('cache-control')).toContain('no-store')
    }
  }
})
