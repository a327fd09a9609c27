import fc, { type Arbitrary } from 'fast-check'
import type { HttpRequest } from './requests.ts'

/** Bytes that a broken or malicious client may write to the socket, as a text with one character per byte. */
export function anyBytes(request: Arbitrary<HttpRequest>): Arbitrary<string> {
  const written = request.map(write)
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(written, mutations).map(([text, mutate]) => mutate(text)) },
    { weight: 1, arbitrary: fc.array(written, { minLength: 2, maxLength: 4 }).map((all) => all.join('')) },
    { weight: 1, arbitrary: fc.tuple(written, nonsense).map(([text, rest]) => text + rest) },
    { weight: 1, arbitrary: nonsense },
    { weight: 2, arbitrary: fc.constantFrom(...brokenRequests) },
  )
}

/** The request in the form of HTTP/1.1. */
function write({ method, path, headers, body = '' }: HttpRequest): string {
  const length = body ? [`content-length: ${Buffer.byteLength(body)}`] : []
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`)
  const head = [`${method} ${path} HTTP/1.1`, 'host: localhost', ...lines, ...length].join('\r\n')
  return `${head}\r\n\r\n${Buffer.from(body).toString('latin1')}`
}

const nonsense = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1'))

/** Ways to make a request invalid: cut off its end, add a line or replace a part. */
const mutations: Arbitrary<(text: string) => string> = fc.oneof(
  fc.nat(1_000).map((at) => (text: string) => text.slice(0, at)),
  fc.tuple(fc.nat(300), nonsense).map(
    ([at, bytes]) =>
      (text: string) =>
        text.slice(0, at) + bytes + text.slice(at),
  ),
  fc
    .constantFrom(
      'host: other',
      'Content-Length: 5',
      'content-length: -1',
      'content-length: 99999999999999999999',
      'content-length: 1, 2',
      'transfer-encoding: chunked',
      'transfer-encoding: gzip, chunked',
      'Transfer-Encoding: chunked\r\ncontent-length: 3',
      'expect: 100-continue',
      'expect: the unexpected',
      'upgrade: websocket\r\nconnection: upgrade',
      'upgrade: h2c\r\nconnection: upgrade, http2-settings\r\nhttp2-settings: AAMAAABkAAQAAP__',
      'connection: close, close',
      'authorization: Bearer a\r\nauthorization: Bearer b',
      'x-request-id: one\r\nx-request-id: two',
      'content-type: application/json\r\ncontent-type: text/plain',
      'origin: null\r\naccess-control-request-method: GET',
      ' folded: line',
      'no colon',
      ': no name',
      'x-nul: a\0b',
      'x-tab: \t\t',
      'x-bytes: \xff\xfe',
      'x-newline: a\nb: c',
      `x-long: ${'a'.repeat(40_000)}`,
      Array.from({ length: 3_000 }, (_, n) => `x-${n}: ${n}`).join('\r\n'),
    )
    .map((line) => (text: string) => text.replace('\r\n', `\r\n${line}\r\n`)),
  fc
    .constantFrom<[RegExp, string]>(
      [/HTTP\/1\.1/, 'HTTP/1.0'],
      [/HTTP\/1\.1/, 'HTTP/2.0'],
      [/HTTP\/1\.1/, 'HTTP/9'],
      [/HTTP\/1\.1/, ''],
      [/^\w+/, 'CONNECT'],
      [/^\w+/, 'GIT'],
      [/^\w+/, ''],
      [/host: localhost\r\n/, ''],
      [/host: localhost/, 'host: /\\ %00'],
      [/\r\n/g, '\n'],
      [/\r\n/, '\r'],
      [/ \/\S*/, ' /a b c'],
      [/ \/\S*/, ' \\\\..\\'],
      [/ \/\S*/, ' localhost:80'],
      [/ \/\S*/, ' /\x01\x7f\xff'],
      [/ \/\S*/, ' ?#'],
    )
    .map(
      ([what, by]) =>
        (text: string) =>
          text.replace(what, () => by),
    ),
)

const post = 'POST /trpc/worker.byId HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n'
const chunked = `${post}transfer-encoding: chunked\r\n\r\n`

const brokenRequests = [
  '',
  '\r\n\r\n\r\n',
  'GET',
  'GET /',
  'GET / HTTP/1.1',
  'GET / HTTP/1.1\r\n',
  'GET / HTTP/1.1\r\n\r\n',
  'GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n',
  `${post}content-length: 100\r\n\r\n{}`,
  `${post}content-length: 200000\r\n\r\n`,
  `${post}content-length: 2\r\n\r\n{}{}{}`,
  `${post}content-length: abc\r\n\r\n{}`,
  `${chunked}zz\r\n{}\r\n0\r\n\r\n`,
  `${chunked}ffffffffffffffffff\r\n{}`,
  `${chunked}2\r\n{}`,
  `${chunked}2;x=${'y'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
  `${chunked}2\r\n{}\r\n0\r\ntrailer: yes\r\n\r\n`,
  `${chunked}2\r\n{}XX0\r\n\r\n`,
  `${chunked}2\r\n{}\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nhost: a\r\n\r\n`,
  'GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(50),
  `GET /${'a'.repeat(70_000)} HTTP/1.1\r\nhost: a\r\n\r\n`,
]
