import { Socket } from 'node:net'
import type { PoolClient } from 'pg'
import { z } from 'zod'

/** What the driver's types do not tell of. */
const wired = z.object({ connection: z.object({ stream: z.instanceof(Socket) }) })

export const socketOf = (client: PoolClient): Socket => wired.parse(client).connection.stream

/** A query that PostgreSQL, or the network before it, has left without an answer. */
class SilenceError extends Error {
  override readonly name = 'SilenceError'
  readonly code = 'ETIMEDOUT'
}

/**
 * Breaks the connection once it has been asked something and stayed silent for so long: the query fails by that, and the
 * pool makes a new one. The driver's `query_timeout` does this too, but puts a callback of its own around each query's, for
 * which V8 keeps a page's rows much longer: that cost the host a third of its CPU time.
 */
export function breakWhenSilent(client: PoolClient, silenceMs: number): void {
  const socket = socketOf(client)
  let answered = socket.bytesWritten
  client.on('drain', () => (answered = socket.bytesWritten))
  socket.setTimeout(silenceMs)
  socket.on('timeout', () => {
    const { bytesRead, bytesWritten } = socket
    // What came while this process was busy is read first; what is asked meanwhile has not waited yet.
    setImmediate(() => {
      const isSilent = socket.bytesRead === bytesRead && socket.readableLength === 0
      if (isSilent && bytesWritten > answered)
        socket.destroy(new SilenceError(`PostgreSQL has not answered for ${silenceMs} ms.`))
      // It tells only once otherwise.
      else socket.setTimeout(silenceMs)
    })
  })
}
