import assert from 'node:assert/strict'
import { z } from 'zod'
import { problem } from '../../src/openapi.ts'
import { ndjsonType } from '../../src/rest/ndjson.ts'
import type { TestResponse } from './exchange.ts'

const trpcError = z.object({
  message: z.string().min(1),
  // For a request that tRPC itself cannot read, only the headers have a request id.
  data: z.object({ code: z.string(), httpStatus: z.int().max(499), requestId: z.string().optional() }),
})
const trpcResponse = z.union([
  z.object({ error: trpcError }),
  z.object({ result: z.record(z.string(), z.unknown()) }),
])

/**
 * Whether Node itself refused the request: without a host (400) or for an unknown expectation (417). It sends no body then.
 */
export const isNodeRefusal = ({ status, headers, body }: TestResponse): boolean =>
  (status === 400 || status === 417) && headers['x-request-id'] === undefined && body === ''

/** Throws if the response is an internal error, or not in the documented form. */
export function assertValidResponse(response: TestResponse, { isTrpc }: { isTrpc: boolean }): void {
  const { status, headers, body } = response
  assert(status < 500, `an internal error: ${status} ${body}`)
  assert(headers['x-request-id'], `no request id: ${status} ${body}`)
  // The response to HEAD has no body.
  if (body === '') return
  const type = headers['content-type'] ?? ''
  if (type.startsWith(ndjsonType)) assertValidLines(body)
  else if (status < 400 && status !== 207) assertReadable(type, body)
  else if (isTrpc && type.startsWith('application/json')) assertValidTrpc(response)
  else assertValidProblem(response)
}

/** tRPC streams a batch as lines of JSON, and calls it JSON. */
function assertReadable(type: string, body: string): void {
  if (!type.startsWith('application/json')) return
  for (const line of body.split('\n').filter(Boolean)) JSON.parse(line)
  assert(!body.includes('INTERNAL_SERVER_ERROR'), `an internal error in a batch: ${body}`)
}

function assertValidProblem({ status, headers, body }: TestResponse): void {
  assert.match(headers['content-type'] ?? '', /^application\/problem\+json/, `no problem: ${status} ${body}`)
  const failure = problem.parse(JSON.parse(body))
  assert.equal(failure.status, status)
  assert.equal(failure.requestId, headers['x-request-id'])
}

function assertValidTrpc({ status, headers, body }: TestResponse): void {
  const json: unknown = JSON.parse(body)
  const responses = Array.isArray(json) ? z.array(trpcResponse).parse(json) : [trpcResponse.parse(json)]
  for (const response of responses) {
    if (!('error' in response)) continue
    const { requestId = headers['x-request-id'], httpStatus } = response.error.data
    assert.equal(requestId, headers['x-request-id'])
    if (status !== 207) assert.equal(httpStatus, status)
  }
}

function assertValidLines(body: string): void {
  for (const line of body.split('\n').filter(Boolean)) {
    assert(
      !('error' in z.record(z.string(), z.unknown()).parse(JSON.parse(line))),
      `a broken stream: ${line}`,
    )
  }
}
