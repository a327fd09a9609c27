import { connect, createServer, type Socket } from 'node:net'
import { close, listen } from './localServer.ts'

/** Starts a proxy to the PostgreSQL at `url` that can simulate an outage or a hanging server. */
export async function startDatabaseProxy(url: string) {
  const database = new URL(url)
  const sockets = new Set<Socket>()
  let isHanging = false

  function forward(from: Socket, to: Socket) {
    sockets.add(from)
    from.on('data', (data) => to.write(data))
    from.on('error', () => from.destroy())
    from.on('close', () => {
      sockets.delete(from)
      to.destroy()
    })
    if (isHanging) from.pause()
  }

  const server = createServer((client) => {
    const upstream = connect(Number(database.port), database.hostname)
    forward(client, upstream)
    forward(upstream, client)
  })
  const port = await listen(server)
  const address = new URL(url)
  address.host = `127.0.0.1:${port}`

  return {
    url: address.href,

    /** Breaks every connection and refuses new ones. */
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy()
      if (server.listening) await close(server)
    },

    /** Keeps connections and accepts new ones, but forwards nothing. */
    hang(): void {
      isHanging = true
      for (const socket of sockets) socket.pause()
    },

    /** Works again, and forwards the data that was held back. */
    async resume(): Promise<void> {
      isHanging = false
      for (const socket of sockets) socket.resume()
      if (!server.listening) await listen(server, port)
    },
  }
}
