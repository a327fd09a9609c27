import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { resetConnection } from './reset.ts'

/**
 * Ends the response when the stream that is piped into it has ended. If `isBroken` returns true then, the connection is closed
 * without the final chunk, so that the client detects an incomplete response. Everything written before is sent in either case.
 */
export function endWithSource(response: ServerResponse, isBroken: () => boolean): void {
  response.once('pipe', (source: Readable) => {
    // Fastify's pipe would end the response in either case.
    source.unpipe(response).pipe(response, { end: false })
    source.once('end', () => {
      if (isBroken()) response.write('', () => breakOff(response))
      else response.end()
    })
  })
}

/** In HTTP/1.0 a connection that ends normally marks a complete response, so there the connection is reset. */
function breakOff({ req: { httpVersion, socket } }: ServerResponse): void {
  if (httpVersion === '1.0') resetConnection(socket)
  else socket.end()
}
