import { z } from 'zod'
import type { TestResponse } from './api.ts'

const error = z.strictObject({
  message: z.string(),
  code: z.int(),
  data: z.strictObject({
    code: z.string(),
    httpStatus: z.int(),
    path: z.string().optional(),
    requestId: z.string(),
    issues: z.array(z.strictObject({ path: z.string(), message: z.string().min(1) })).optional(),
    retryAfterSeconds: z.int().optional(),
    reason: z.string().optional(),
    reasons: z.array(z.looseObject({ code: z.string(), message: z.string() })).optional(),
  }),
})

/** The failure in a response. Throws if there is none, or if it has another form. */
export function failureOf({ status, body }: Pick<TestResponse, 'status' | 'body'>) {
  const { message, data } = z.strictObject({ error }).parse(body).error
  if (status !== data.httpStatus)
    throw new Error(`The status is ${status}, and the body says ${data.httpStatus}.`)
  return { status, code: data.code, message, issues: data.issues, retryAfterSeconds: data.retryAfterSeconds }
}

/** The paths of an input that have issues, sorted. */
export function invalidPaths(response: TestResponse): string[] {
  const paths = failureOf(response).issues?.map(({ path }) => path)
  return [...new Set(paths)].toSorted()
}
