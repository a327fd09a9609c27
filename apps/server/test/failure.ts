import type { ReadableHeaders } from '@shifts/api'
import { z } from 'zod'
import { isEventStream } from './events.ts'
import type { TestResponse } from './testResponse.ts'

const issues = z.array(z.strictObject({ path: z.string(), message: z.string().min(1) })).optional()
const told = {
  code: z.string(),
  requestId: z.string(),
  issues,
  retryAfterSeconds: z.int().min(1).optional(),
  reason: z.string().optional(),
  reasons: z.array(z.looseObject({ code: z.string(), message: z.string().min(1) })).optional(),
}

/** As tRPC tells it. */
const trpcFailure = z
  .strictObject({
    error: z.strictObject({
      message: z.string(),
      code: z.int(),
      data: z.strictObject({ ...told, httpStatus: z.int(), path: z.string().optional() }),
    }),
  })
  .transform(({ error: { message, data } }) => {
    const { httpStatus: status, path: _path, ...rest } = data
    return { status, message, ...rest }
  })

/** As RFC 9457 has it. */
const problem = z
  .strictObject({
    ...told,
    type: z.literal('about:blank'),
    title: z.string().min(1),
    status: z.int(),
    detail: z.string().min(1),
  })
  .transform(({ type: _type, title: _title, detail: message, ...rest }) => ({ message, ...rest }))

const failure = z.union([trpcFailure, problem])

/** What the caller is told of a failure, in either form. Throws if it is none, or if its parts contradict each other. */
export function failureOf({
  status,
  headers,
  body,
}: Pick<TestResponse, 'status' | 'body'> & { headers: ReadableHeaders }) {
  const { requestId, ...told } = failure.parse(body)
  const isProblem = headers.get('content-type')?.startsWith('application/problem+json') ?? false
  expectSame('status', status, told.status)
  expectSame('request id', headers.get('x-request-id'), requestId)
  // A stream of events has sent its headers before it fails.
  if (!isEventStream(headers))
    expectSame('Retry-After', headers.get('retry-after'), told.retryAfterSeconds?.toString() ?? null)
  expectSame('form', isProblem, problem.safeParse(body).success)
  return told
}

function expectSame(what: string, inHeaders: unknown, inBody: unknown): void {
  if (inHeaders !== inBody)
    throw new Error(`The ${what} is ${String(inHeaders)}, and the body says ${String(inBody)}.`)
}
