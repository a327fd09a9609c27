import assert from 'node:assert/strict'
import { z } from 'zod'
import { problem } from '../../src/openapi.ts'
import { ndjsonType } from '../../src/rest/ndjson.ts'
import type { TestResponse } from './exchange.ts'

const trpcError = z.object({
  message: z.string().min(1),
  // What tRPC itself cannot read has a request id in the headers alone.
  data: z.object({ code: z.string(), httpStatus: z.int().max(499), requestId: z.string().optional() }),
})
const trpcAnswer = z.union([
  z.object({ error: trpcError }),
  z.object({ result: z.record(z.string(), z.unknown()) }),
])

/** Node itself refuses a request without a host (400) or with strange expectations (417), and says no more. */
export const isOfNode = ({ status, headers, body }: TestResponse): boolean =>
  (status === 400 || status === 417) && headers['x-request-id'] === undefined && body === ''

/** Throws if the answer is a fault of the server's, or is not in a form that its callers can rely on. */
export function assertSound(response: TestResponse, { isTrpc }: { isTrpc: boolean }): void {
  const { status, headers, body } = response
  assert(status < 500, `a fault: ${status} ${body}`)
  assert(headers['x-request-id'], `no request id: ${status} ${body}`)
  // The answer to HEAD has none.
  if (body === '') return
  const type = headers['content-type'] ?? ''
  if (type.startsWith(ndjsonType)) assertSoundLines(body)
  else if (status < 400 && status !== 207) assertReadable(type, body)
  else if (isTrpc && type.startsWith('application/json')) assertSoundTrpc(response)
  else assertSoundProblem(response)
}

/** tRPC streams a batch as lines of JSON, and calls it JSON. */
function assertReadable(type: string, body: string): void {
  if (!type.startsWith('application/json')) return
  for (const line of body.split('\n').filter(Boolean)) JSON.parse(line)
  assert(!body.includes('INTERNAL_SERVER_ERROR'), `a fault within: ${body}`)
}

function assertSoundProblem({ status, headers, body }: TestResponse): void {
  assert.match(headers['content-type'] ?? '', /^application\/problem\+json/, `no problem: ${status} ${body}`)
  const told = problem.parse(JSON.parse(body))
  assert.equal(told.status, status)
  assert.equal(told.requestId, headers['x-request-id'])
}

function assertSoundTrpc({ status, headers, body }: TestResponse): void {
  const json: unknown = JSON.parse(body)
  const responses = Array.isArray(json) ? z.array(trpcAnswer).parse(json) : [trpcAnswer.parse(json)]
  for (const response of responses) {
    if (!('error' in response)) continue
    const { requestId = headers['x-request-id'], httpStatus } = response.error.data
    assert.equal(requestId, headers['x-request-id'])
    if (status !== 207) assert.equal(httpStatus, status)
  }
}

function assertSoundLines(body: string): void {
  for (const line of body.split('\n').filter(Boolean)) {
    assert(
      !('error' in z.record(z.string(), z.unknown()).parse(JSON.parse(line))),
      `a broken stream: ${line}`,
    )
  }
}
