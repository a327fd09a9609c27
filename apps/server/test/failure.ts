import type { ReadableHeaders } from '@shifts/api'
import { z } from 'zod'
import { isEventStream } from './events.ts'
import type { TestResponse } from './testResponse.ts'

const issues = z.array(z.strictObject({ path: z.string(), message: z.string().min(1) })).optional()
const failureData = {
  code: z.string(),
  requestId: z.string(),
  issues,
  retryAfterSeconds: z.int().min(1).optional(),
  reason: z.string().optional(),
  reasons: z.array(z.looseObject({ code: z.string(), message: z.string().min(1) })).optional(),
}

/** The form of tRPC. */
const trpcFailure = z
  .strictObject({
    error: z.strictObject({
      message: z.string(),
      code: z.int(),
      data: z.strictObject({ ...failureData, httpStatus: z.int(), path: z.string().optional() }),
    }),
  })
  .transform(({ error: { message, data } }) => {
    const { httpStatus: status, path: _path, ...rest } = data
    return { status, message, ...rest }
  })

/** The form of RFC 9457. */
const problem = z
  .strictObject({
    ...failureData,
    type: z.literal('about:blank'),
    title: z.string().min(1),
    status: z.int(),
    detail: z.string().min(1),
  })
  .transform(({ type: _type, title: _title, detail: message, ...rest }) => ({ message, ...rest }))

const failure = z.union([trpcFailure, problem])

/** The failure in a response, in either form. Throws if there is none, or if its parts contradict each other. */
export function failureOf({
  status,
  headers,
  body,
}: Pick<TestResponse, 'status' | 'body'> & { headers: ReadableHeaders }) {
  const { requestId, ...failed } = failure.parse(body)
  const isProblem = headers.get('content-type')?.startsWith('application/problem+json') ?? false
  expectSame('status', status, failed.status)
  expectSame('request id', headers.get('x-request-id'), requestId)
  // A stream of events has sent its headers before it fails.
  if (!isEventStream(headers))
    expectSame('Retry-After', headers.get('retry-after'), failed.retryAfterSeconds?.toString() ?? null)
  expectSame('form', isProblem, problem.safeParse(body).success)
  return failed
}

function expectSame(what: string, inHeaders: unknown, inBody: unknown): void {
  if (inHeaders !== inBody)
    throw new Error(`The ${what} is ${String(inHeaders)}, and the body says ${String(inBody)}.`)
}
