import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

/** The chance that a chunk of data breaks, stalls or delays the connection. */
const breakChance = 0.002
const stallChance = 0.001
const delayChance = 0.05
/** Longer than a host's response timeout. */
const stallMs = 2_500
const longestDelayMs = 20

/**
 * Starts a proxy to the PostgreSQL at `url` that breaks, stalls and delays connections at random. Returns the proxy's URL.
 */
export async function startFlakyProxy(url: string, random: () => number): Promise<string> {
  const { port, hostname } = new URL(url)
  const sockets = new Set<Socket>()

  async function forward(from: Socket, to: Socket): Promise<void> {
    sockets.add(from)
    from.on('error', () => from.destroy())
    from.on('close', () => {
      sockets.delete(from)
      to.destroy()
    })
    try {
      for await (const data of from) {
        if (random() < breakChance) return void from.destroy()
        if (random() < stallChance) await delay(stallMs)
        else if (random() < delayChance) await delay(random() * longestDelayMs)
        to.write(data)
      }
    } catch {
      // The connection was closed by another error.
    }
  }

  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    void forward(client, upstream)
    void forward(upstream, client)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The proxy listens on no port.')
  return Object.assign(new URL(url), { host: `127.0.0.1:${address.port}` }).href
}
