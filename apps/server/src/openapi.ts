import { STATUS_CODES } from 'node:http'
import {
  consistencyHeader,
  conflictReason,
  ineligibilityReason,
  inputIssue,
  restRoutes,
  type RestRoute,
} from '@shifts/api'
import { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi'
import { ndjsonType } from './rest/ndjson.ts'
import { placeText } from './rest/placeText.ts'

export const problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ example: 'BAD_REQUEST' }),
    requestId: z.string(),
    issues: z.array(inputIssue).optional(),
    retryAfterSeconds: z.int().optional(),
    reason: conflictReason.optional(),
    reasons: z.array(ineligibilityReason).optional(),
  })
  .meta({ id: 'Problem', description: 'An error in the form of RFC 9457' })

const requestId = z.string().meta({
  description:
    'Identifies the request in the log. It is the id of the request header, if there is a valid one.',
})
const retryAfter = z.int().min(1).meta({ description: 'Seconds to wait before a retry', example: 1 })

const headers = z.object({ 'x-request-id': requestId })
const consistencyToken = z.string().optional().meta({
  description:
    'Stands for everything that was changed until then, and is sent only where there are replicas. A read that bears the same header sees it. Keep the last one.',
  example: '16/B374D848',
})
const headersOfChange = headers.extend({ [consistencyHeader]: consistencyToken })

const headersWithWait = headers.extend({ 'retry-after': retryAfter })

/** Responses that every operation may return. */
const failures = {
  ...failure(400, 'The input is malformed: `issues` lists every issue with its path'),
  ...failure(401, 'No bearer token, or a bad or expired one'),
  ...failure(403, "Another worker's data"),
  ...failure(404, 'No such worker, shift, facility, document, feed or route'),
  ...failure(429, 'Too many requests: retry after `Retry-After` seconds', headersWithWait),
  ...failure(500, 'An internal error: quote the request id'),
  ...failure(
    503,
    'The database is unavailable or overloaded: retry after `Retry-After` seconds',
    headersWithWait,
  ),
}

/** Further responses of operations that change something. */
const refusals = {
  CONFLICT: failure(409, 'The current state does not allow it: `reason` says why'),
  UNPROCESSABLE_CONTENT: failure(
    422,
    'The worker is not eligible for the shift: `reasons` names every reason',
  ),
}

/** The id makes the response a shared component, named after its status. */
function failure(status: number, description: string, failureHeaders = headers): ZodOpenApiResponsesObject {
  const id = STATUS_CODES[status]?.replaceAll(' ', '') ?? ''
  const content = { 'application/problem+json': { schema: problem } }
  return { [`${status}`]: { id, description, headers: failureHeaders, content } }
}

/** How values are written in paths and queries, which OpenAPI cannot say. */
const texts =
  'In paths and queries, integers are written as digits alone (5, not 05, 5.0 or 5e0), other numbers as decimals, which may have an ' +
  'exponent with a sign (1e-7), and booleans as true or false. A list repeats its key or has commas between its items.'

/** The OpenAPI 3.1 document of the REST API, made from the definitions of the procedures. */
export function openApiDocument() {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Open Shifts',
      version: '1',
      description: `Which open shifts may this worker take?\n\n${texts}`,
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
    paths: paths(),
  })
}

function paths(): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {}
  for (const route of restRoutes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) }
  }
  return paths
}

function operation(route: RestRoute): ZodOpenApiOperationObject {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, key]) => key)
  // `direction` is only for tRPC's infinite queries.
  const { direction: _direction, ...shape } = route.input.shape
  const entries = Object.entries(shape)
  const path = z.object(Object.fromEntries(entries.filter(([key]) => inPath.includes(key))))
  const rest = z.object(Object.fromEntries(entries.filter(([key]) => !inPath.includes(key))))
  const isRead = route.method === 'GET'
  const ofChange = (route.refusals ?? []).flatMap((code) => Object.entries(refusals[code]))
  const isBody = route.method === 'POST' || route.method === 'PUT'
  return {
    operationId: route.procedure,
    tags: [route.procedure.split('.')[0] ?? ''],
    summary: route.summary,
    requestParams: {
      path,
      ...(!isBody && { query: asQuery(rest) }),
      ...(isRead && { header: z.object({ [consistencyHeader]: consistencyToken }) }),
    },
    ...(isBody && { requestBody: { required: true, content: { 'application/json': { schema: rest } } } }),
    responses: {
      200: {
        description: route.line ? `${route.summary}. ${endOfLines}` : route.summary,
        headers: isRead ? headers : headersOfChange,
        content: { [route.line ? ndjsonType : 'application/json']: { schema: route.output } },
      },
      ...failures,
      ...Object.fromEntries(ofChange),
    },
  }
}

/** In a query, a place is a text. No other parameter is an object. */
const asQuery = ({ shape }: z.ZodObject) =>
  z.object(
    Object.fromEntries(
      Object.entries(shape).map(([key, schema]) => [key, isObject(schema) ? placeText.optional() : schema]),
    ),
  )

const isObject = (schema: z.core.$ZodType): boolean =>
  (schema instanceof z.ZodOptional ? schema.unwrap() : schema) instanceof z.ZodObject

const endOfLines =
  'If it fails, the last line is {"error": Problem}, and the transfer ends without its final chunk.'
