import { expect, test } from './test.ts'
import { sendRaw } from './rawRequest.ts'

const megabyte = `f4240\r\n${'x'.repeat(1_000_000)}\r\n`
const paths = ['/sign-in', '/', '/api/trpc/shift.claim', '/icon.svg', '/no/such/page']

for (const method of ['POST', 'GET']) {
  test(`refuses large bodies before they have arrived, on every path, with ${method}`, async ({ app }) => {
    const requests = await Promise.all(
      paths.flatMap((path) => [
        sendRaw(app.url, `${method} ${path} HTTP/1.1\ncontent-length: 10000000`, 'x'),
        sendRaw(app.url, `${method} ${path} HTTP/1.1\ntransfer-encoding: chunked`, megabyte),
      ]),
    )
    for (const { response } of requests) expect((await response).status).toBe(413)
  })
}

test('reports a body that is too large as a tRPC error', async ({ app }) => {
  const response = await fetch(`${app.url}/api/trpc/shift.claim`, {
    method: 'POST',
    body: 'x'.repeat(100_001),
    headers: { 'x-request-id': 'too-large' },
  })
  expect(response.headers.get('x-request-id')).toBe('too-large')
  expect(await response.json()).toMatchObject({
    error: { data: { code: 'PAYLOAD_TOO_LARGE', httpStatus: 413, requestId: 'too-large' } },
  })
})

test('accepts bodies of up to 100,000 bytes, chunked or not', async ({ app }) => {
  const body = JSON.stringify({ text: 'x'.repeat(90_000) })
  const chunked = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(body))
      controller.close()
    },
  })
  const headers = { 'content-type': 'application/json' }
  for (const sent of [{ body }, { body: chunked, duplex: 'half' as const }]) {
    const response = await fetch(`${app.url}/api/trpc/shift.claim`, { method: 'POST', headers, ...sent })
    expect(response.status).toBe(401)
  }
})

test('responds with 408 to a body that does not arrive, and serves others meanwhile', async ({ app }) => {
  const head = 'POST /api/trpc/shift.claim HTTP/1.1\ncontent-length: 10'
  const slow = await sendRaw(app.url, head, '{')
  expect((await fetch(`${app.url}/sign-in`)).status).toBe(200)
  expect((await slow.response).status).toBe(408)
})

test('receives fifty bodies from one address at once', async ({ app }) => {
  const head = 'POST /sign-in HTTP/1.1\ncontent-length: 10'
  const requests = await Promise.all(Array.from({ length: 51 }, () => sendRaw(app.url, head, 'x')))
  const refused = await Promise.race(requests.map(({ response }) => response))
  expect(refused).toMatchObject({ status: 429, text: expect.stringMatching(/retry-after: 1\r\n/) })
  for (const { socket } of requests) socket.destroy()
  await expect
    .poll(async () => (await fetch(`${app.url}/sign-in`, { method: 'POST', body: 'x' })).status)
    .toBe(200)
})

test('refuses sign-ins that come too often, and logs it', async ({ app }) => {
  const web = await app.startOtherWeb({ RATE_LIMIT_PER_MINUTE: '2', LOG_LEVEL: 'warn' })
  try {
    const signIn = () => fetch(`${web.url}/sign-in/callback`, { redirect: 'manual' })
    for (let n = 0; n < 2; n++) expect((await signIn()).status).not.toBe(429)
    const refused = await signIn()
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.text()).toMatch(/^Too many requests\. Try again in \d+ s\.$/)
    await expect.poll(() => web.log()).toContain('TOO_MANY_REQUESTS')
    expect(web.log()).not.toContain('unhandled error')
  } finally {
    await web.close()
  }
})

for (const origin of ['https://evil.example', 'null', 'nonsense']) {
  test(`refuses requests of a page of ${origin}`, async ({ app }) => {
    for (const path of paths) {
      const headers = { origin, 'x-forwarded-host': 'evil.example', 'next-action': 'a'.repeat(42) }
      const response = await fetch(app.url + path, { method: 'POST', headers, body: '[]' })
      expect(response.status).toBe(403)
    }
  })
}

for (const [what, type, body] of [
  ['cannot be parsed', 'multipart/form-data; boundary=x', 'nonsense'],
  ['has no boundary', 'multipart/form-data', '--x--'],
] as const) {
  test(`responds with 400 to a form that ${what}`, async ({ app }) => {
    const headers = { 'content-type': type }
    expect((await fetch(`${app.url}/sign-in`, { method: 'POST', headers, body })).status).toBe(400)
  })
}

for (const head of [
  'GET http://evil.example/sign-in HTTP/1.1',
  'GET //evil.example/ HTTP/1.1',
  'GET /\\evil.example/ HTTP/1.1',
  'GET /.//evil.example/ HTTP/1.1',
  'GET //evil.example/%2e%2e HTTP/1.1',
  'GET /sign-in/ HTTP/1.1\nx-forwarded-host: evil.example',
]) {
  test(`does not redirect to another site: ${head}`, async ({ app }) => {
    const { socket, response } = await sendRaw(app.url, head)
    const { status, text } = await response
    socket.destroy()
    expect([200, 307, 308, 400]).toContain(status)
    expect(/\r\nlocation: (.*)\r\n/i.exec(text)?.[1] ?? '/').toMatch(/^\/(?![/\\])/)
  })
}

test('responds with 405 to unknown methods', async ({ app }) => {
  for (const method of ['TRACE', 'PUT', 'PROPFIND']) {
    const { socket, response } = await sendRaw(app.url, `${method} /api/trpc/worker.byId HTTP/1.1`)
    expect((await response).status).toBe(405)
    socket.destroy()
  }
})

test('responds with 401 to an invalid token', async ({ app }) => {
  const url = `${app.url}/api/trpc/worker.byId?input=${encodeURIComponent('{"workerId":1}')}`
  for (const headers of [{ authorization: 'Bearer a.b.c' }, { cookie: 'session=a.b.c' }]) {
    expect((await fetch(url, { headers })).status).toBe(401)
  }
})
