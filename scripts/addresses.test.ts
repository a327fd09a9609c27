import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import getPort from 'get-port'
import { EnvironmentError } from '@shifts/db'
import { expect, onTestFinished, test } from 'vitest'
import { assertCanListen, host, localOrigin, shownOrigin } from './addresses.ts'

test.each([
  ['127.0.0.1', 'http://127.0.0.1:3000', 'http://localhost:3000'],
  ['localhost', 'http://localhost:3000', 'http://localhost:3000'],
  ['0.0.0.0', 'http://127.0.0.1:3000', 'http://localhost:3000'],
  ['::', 'http://[::1]:3000', 'http://localhost:3000'],
  ['::1', 'http://[::1]:3000', 'http://[::1]:3000'],
  ['127.0.0.2', 'http://127.0.0.2:3000', 'http://127.0.0.2:3000'],
  ['2001:db8::7', 'http://[2001:db8::7]:3000', 'http://[2001:db8::7]:3000'],
  ['build-box.example', 'http://build-box.example:3000', 'http://build-box.example:3000'],
])('a server on %s is reached at %s, shown as %s', (listening, reached, shown) => {
  expect(host.parse(listening)).toBe(listening)
  expect(localOrigin(listening, 3000)).toBe(reached)
  expect(shownOrigin(listening, 3000)).toBe(shown)
})

test.each(['http://localhost', '[::1]', 'local host', 'fe80::1%eth0', 'a/b'])('%s is not a host', (value) => {
  expect(host.safeParse(value).success).toBe(false)
})

// With IPv6, a browser may find either server at localhost.
const overIPv6 = (await canListen('::1'))
  ? [
      { wanted: '127.0.0.1', used: '::1' },
      { wanted: '::', used: '127.0.0.1' },
      { wanted: '::1', used: '::' },
    ]
  : []

test.each([
  { wanted: '127.0.0.1', used: '127.0.0.1' },
  { wanted: '127.0.0.1', used: '0.0.0.0' },
  { wanted: '0.0.0.0', used: '127.0.0.1' },
  { wanted: 'localhost', used: '127.0.0.1' },
  { wanted: '127.0.0.2', used: '127.0.0.2' },
  ...overIPv6,
])('a port for $wanted is in use if something listens on it at $used', async ({ wanted, used }) => {
  const port = await listenOn(used)
  const failure = assertCanListen({
    HOST: wanted,
    PORT: await getPort({ host: '127.0.0.1' }),
    API_PORT: port,
  })
  await expect(failure).rejects.toThrow(EnvironmentError)
  await expect(failure).rejects.toThrow(`API_PORT: ${port} is in use.`)
})

test('accepts free ports', async () => {
  for (const HOST of ['127.0.0.1', '0.0.0.0', '127.0.0.2', 'localhost'])
    await assertCanListen({
      HOST,
      PORT: await getPort({ host: '127.0.0.1' }),
      API_PORT: await getPort({ host: '127.0.0.1' }),
    })
})

test('the web and the API cannot share a port', async () => {
  const port = await getPort({ host: '127.0.0.1' })
  await expect(assertCanListen({ HOST: '127.0.0.1', PORT: port, API_PORT: port })).rejects.toThrow(
    /^API_PORT: /,
  )
})

test.each(['192.0.2.1', '2001:db8::7', 'nowhere.invalid'])(
  'refuses %s, which is not an address of this machine',
  async (HOST) => {
    const failure = assertCanListen({
      HOST,
      PORT: await getPort({ host: '127.0.0.1' }),
      API_PORT: await getPort({ host: '127.0.0.1' }),
    })
    await expect(failure).rejects.toThrow(EnvironmentError)
    await expect(failure).rejects.toThrow(`HOST: ${HOST} is not an address of this machine`)
  },
)

async function listenOn(address: string): Promise<number> {
  const server = createServer().listen(0, address)
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return portOf(server)
}

function portOf(server: Server): number {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.')
  return address.port
}

async function canListen(address: string): Promise<boolean> {
  const server = createServer().listen(0, address)
  return once(server, 'listening').then(
    () => Boolean(server.close()),
    () => false,
  )
}
