import fc, { type Arbitrary } from 'fast-check'
import type { Operation, Schema } from './operations.ts'
import { unusualValue, unusualName, valueOf } from './values.ts'

/** A request that is valid HTTP, whatever its content. */
export interface HttpRequest {
  method: string
  path: string
  headers: Record<string, string | string[]>
  body?: string | undefined
}

/** A request to any of the operations, or to no existing address, as a careless or malicious program may send it. */
export function anyRequest(operations: Operation[], tokens: string[]): Arbitrary<HttpRequest> {
  const operation = fc.constantFrom(...operations)
  const request = fc.oneof(
    { weight: 5, arbitrary: operation.chain(restRequest) },
    { weight: 3, arbitrary: operation.chain(trpcRequest) },
    { weight: 1, arbitrary: fc.array(operation, { minLength: 1, maxLength: 4 }).chain(trpcBatch) },
    { weight: 1, arbitrary: anyAddress.map((path): HttpRequest => ({ method: 'GET', path, headers: {} })) },
  )
  const sent = fc.tuple(request, rarely(anyMethod), rarely(anyBody), anyHeaders(tokens))
  return sent.map(([request, method, body, headers]) => {
    const given = body === undefined ? {} : { body: body.text, headers: { 'content-type': body.type } }
    const merged = { ...request, ...given, ...(method !== undefined && { method }) }
    return {
      ...merged,
      path: sendable(merged.path),
      headers: { ...request.headers, ...given.headers, ...headers },
    }
  })
}

function restRequest({ method, path, inPath, inQuery, inBody }: Operation): Arbitrary<HttpRequest> {
  const json = inBody && inputOf(inBody).map((input) => JSON.stringify(input))
  const parts = fc.tuple(inputOf(inPath), queryOf(inQuery), addressChange, json ?? fc.constant(undefined))
  return parts.map(([values, query, change, body]) => {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => encode(written(values[key])))
    return {
      method,
      path: `${change(filled)}${query && `?${query}`}`,
      headers: body === undefined ? {} : jsonHeaders,
      body,
    }
  })
}

function trpcRequest(operation: Operation): Arbitrary<HttpRequest> {
  return fc
    .tuple(inputOf(allInputs(operation)), addressChange)
    .map(([input, change]) => trpcCall(operation.method, change(`/trpc/${operation.id}`), input, ''))
}

function trpcBatch(operations: Operation[]): Arbitrary<HttpRequest> {
  const inputs = fc.tuple(...operations.map((operation) => inputOf(allInputs(operation))))
  const keyed = fc.oneof(
    { weight: 4, arbitrary: inputs.map((list) => Object.fromEntries(list.entries())) },
    { weight: 1, arbitrary: inputs },
    { weight: 1, arbitrary: unusualValue },
  )
  const names = operations.map(({ id }) => id).join(',')
  return keyed.map((input) => trpcCall(operations[0]?.method ?? 'GET', `/trpc/${names}`, input, 'batch=1&'))
}

function trpcCall(method: string, path: string, input: unknown, batch: string): HttpRequest {
  const json = JSON.stringify(input)
  return method === 'GET'
    ? { method, path: `${path}?${batch}input=${encode(json ?? '')}`, headers: {} }
    : { method: 'POST', path: `${path}?${batch}`, headers: jsonHeaders, body: json }
}

const jsonHeaders = { 'content-type': 'application/json' }

const allInputs = ({ inPath, inQuery, inBody }: Operation) => ({ ...inPath, ...inQuery, ...inBody })

/** A valid input, with some fields left out, replaced by unusual values, or added. */
function inputOf(schemas: Record<string, Schema>): Arbitrary<Record<string, unknown>> {
  const names = Object.keys(schemas)
  const valid = fc.record(
    Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, valueOf(schema)])),
    { requiredKeys: names.filter((name) => name === 'workerId' || name === 'shiftId') },
  )
  const name = fc.oneof(fc.constantFrom('workerId', ...names), unusualName)
  const changes = rarely(fc.array(fc.tuple(name, unusualValue), { minLength: 1, maxLength: 3 }))
  return fc
    .tuple(valid, changes)
    .map(([input, changes]) => Object.fromEntries([...Object.entries(input), ...(changes ?? [])]))
}

/** Query text: keys repeated, bracketed or without values, and texts that are not a query. */
function queryOf(schemas: Record<string, Schema>): Arbitrary<string> {
  const asQuery = inputOf(schemas).map((input) =>
    Object.entries(input)
      .flatMap(([key, value]) => {
        const items: unknown[] = Array.isArray(value) ? value : [value]
        return items.map((item) => `${encode(key)}=${encode(written(item))}`)
      })
      .join('&'),
  )
  const repeated = asQuery.map((query) => `${query}&${query}`)
  const bracketed = asQuery.map((query) => query.replaceAll('=', '[]='))
  const unusual = fc.oneof(
    fc.string(),
    fc.constantFrom('&&&', '=', '?', '#', '%', 'a=%E0%A4%A', 'a=%ED%A0%80', 'workerId=1'),
  )
  return fc.oneof(
    { weight: 8, arbitrary: asQuery },
    { weight: 1, arbitrary: repeated },
    { weight: 1, arbitrary: bracketed },
    { weight: 1, arbitrary: unusual },
  )
}

const same = (path: string) => path

/** Changes that proxies, crawlers and mistakes make to an address. */
const addressChange = fc.oneof(
  { weight: 12, arbitrary: fc.constant(same) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<typeof same>(
      (path) => `${path}/`,
      (path) => `/${path}`,
      (path) => path.toUpperCase(),
      (path) => path.replaceAll('/', '%2f'),
      (path) => path.replace('/', '/../'),
      (path) => path.replace('/', '/%2e%2e/'),
      (path) => `${path};a=b`,
      (path) => `${path}%00`,
      (path) => `${path}%`,
      (path) => `${path}/%E0%A4%A`,
      (path) => path.replaceAll(/\d/g, (digit) => `%3${digit}`),
      (path) => encode(path),
      (path) => `http://elsewhere.example${path}`,
      (path) => `${path}${'9'.repeat(3_000)}`,
      (path) => path.slice(0, -2),
      (path) => path.slice(1),
    ),
  },
)

const anyAddress = fc.oneof(
  fc.webPath().map((path) => `/${path}`),
  fc.string({ unit: 'binary' }).map((text) => `/${encode(text)}`),
  fc.string().map((text) => `/v1/workers/${text}`),
  fc.string().map((text) => `/trpc/${text}`),
  fc.string().map((text) => `/docs/static/${text}`),
  fc.constantFrom('*', '/', '//', '/v1', '/trpc', '/trpc/', '/trpc//', '/docs', '/docs/', '/docs/json'),
  fc.constantFrom('/docs/static/..%2f..%2fpackage.json', '/docs/static/%2e%2e/', '/docs/yaml', '/metrics'),
  fc.constantFrom('/healthz', '/readyz', '/openapi.json', '/healthz?__proto__=1', '/trpc/__proto__?input={}'),
  fc.integer({ min: 1_000, max: 40_000 }).map((length) => `/v1/${'a'.repeat(length)}`),
)

const methods = ['HEAD', 'OPTIONS', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'PURGE']
const anyMethod = fc.constantFrom(...methods)

const contentType = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-16',
  'application/jsonp',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'application/json, application/json',
  '/',
  '',
)

const bodyText = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '{', '[]', 'null', '"', '{"workerId":1}', '{"__proto__":{"a":1}}', '{"shiftId":1}'),
  fc.constantFrom('{"constructor":{"prototype":{}}}', '{"0":{"json":1}}', '--x\r\n\r\n--x--', '\ufeff{}'),
  fc.constantFrom('['.repeat(20_000), `"${'x'.repeat(99_990)}"`, 'x'.repeat(100_001)),
)

const anyBody = fc.record({ type: contentType, text: bodyText })

const headerNames = `accept accept-encoding cookie origin range if-none-match x-request-id x-forwarded-for te
  x-http-method-override trpc-accept last-event-id traceparent access-control-request-method accept-version
  content-encoding`.split(/\s+/)

function anyHeaders(tokens: string[]): Arbitrary<HttpRequest['headers']> {
  const token = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...tokens) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...tokens.map((token) => token.slice(0, -1)), '', 'a.b.c', '..'),
    },
    { weight: 1, arbitrary: headerText },
  )
  const authorization = token.map((token) => `Bearer ${token}`)
  const unusual = fc.dictionary(
    fc.constantFrom(...headerNames),
    fc.oneof(headerText, fc.constantFrom('*', 'gzip', 'br;q=1', 'identity;q=0', 'application/jsonl', '1')),
    { maxKeys: 4 },
  )
  return fc
    .tuple(fc.option(authorization, { freq: 10, nil: undefined }), rarely(unusual))
    .map(([authorization, unusual]) => ({
      ...unusual,
      ...(authorization !== undefined && { authorization }),
    }))
}

/** A text that Node allows as a header. */
const headerText = fc.string({ maxLength: 200 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, ''))

/** Once in ten times. */
const rarely = <T>(arbitrary: Arbitrary<T>): Arbitrary<T | undefined> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

const written = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

/** Percent-encodes, half a surrogate pair included. */
const encode = (text: string) => encodeURIComponent(Buffer.from(text).toString())

/** Node refuses to send a path with characters such as spaces. Requests in bytes cover those. */
const sendable = (path: string) => path.replaceAll(/[^\u0021-\u00ff]+/g, encode) || '/'
