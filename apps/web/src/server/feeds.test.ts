import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { createLimits, createLogger, createRateLimiter } from '@shifts/api'
import { connect, onlyServer } from '@shifts/db'
import { expect, onTestFinished, test } from 'vitest'
import { serveFeeds } from './feeds.ts'

const secret = 's'.repeat(43)

/** A server whose database is away. It responds with 299 to every request that the feeds pass on, and records its log. */
async function startServer() {
  const lines: string[] = []
  const connection = connect('postgresql://127.0.0.1:1/none')
  const serve = serveFeeds({
    servers: onlyServer(connection),
    logger: createLogger('trace', { write: (line: string) => void lines.push(line) }),
    limits: createLimits(),
    limitRate: createRateLimiter(100),
    shedLoad: () => {},
    recordCall: () => {},
  })
  const server = createServer((incoming, response) => {
    void serve(incoming, response, () => response.writeHead(299).end())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(async () => {
    server.close()
    await connection.close()
  })
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The server listens on no port.')
  const { port } = address
  /** Sends the path as it is: fetch would normalise it. */
  const send = (path: string, method = 'GET') =>
    new Promise<{ status: number | undefined; allow: string | undefined; body: string }>(
      (resolve, reject) => {
        const sent = request({ host: '127.0.0.1', port, path, method }, (response) => {
          let body = ''
          response.on('data', (chunk: Buffer) => (body += chunk.toString()))
          response.on('end', () =>
            resolve({ status: response.statusCode, allow: response.headers.allow, body }),
          )
        })
        sent.on('error', reject).end()
      },
    )
  return { send, lines }
}

test('passes on what is no feed', async () => {
  const { send } = await startServer()
  for (const path of ['/', '/feeds', '/feedsx/', '/shifts/1?next=/feeds/', '/a/feeds/x.ics'])
    expect.soft([path, (await send(path)).status]).toEqual([path, 299])
})

test('responds itself to every way of writing an address, so that Next records none of them', async () => {
  const { send, lines } = await startServer()
  const file = `${secret}.ics`
  const written = [
    `//feeds/${file}`,
    `/%66eeds/${file}`,
    `/feeds%2F${file}`,
    `/FEEDS/${file}`,
    `/feeds\\${file}`,
  ]
  for (const path of [...written, `/feeds/${file}/`, `/feeds/${file}%zz`]) {
    const { status, body } = await send(path)
    expect.soft([path, status]).toEqual([path, 404])
    expect.soft(body).not.toContain(secret)
  }
  expect(lines.join('')).not.toContain(secret)
})

test('is temporarily unavailable without the database', async () => {
  const { send, lines } = await startServer()
  const { status, body } = await send(`/feeds/${secret}.ics`)
  expect(status).toBe(503)
  expect(body + lines.join('')).not.toContain(secret)
})

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
  const { send } = await startServer()
  expect(await send(`/feeds/${secret}.ics`, method)).toMatchObject({ status: 405, allow: 'GET, HEAD' })
})
