import { once } from 'node:events'
import { request, type Agent, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { HttpRequest } from './requests.ts'

export interface TestResponse {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** Sends a request with Node's client. Rejects if no complete response arrives. */
export async function send(url: string, agent: Agent, { body, ...head }: HttpRequest): Promise<TestResponse> {
  const sent = request(url, { agent, ...head })
  // `once` below rejects with an error before the response. Errors after the response do not matter.
  sent.on('error', () => {})
  sent.end(body)
  const [response]: IncomingMessage[] = await once(sent, 'response')
  if (!response?.statusCode) throw new Error('There is no response.')
  const { statusCode: status, headers } = response
  return { status, headers, body: textOf(await buffer(response), headers) }
}

const decoders: Record<string, (bytes: Buffer) => Buffer> = { gzip: gunzipSync, br: brotliDecompressSync }

function textOf(body: Buffer, headers: IncomingHttpHeaders): string {
  const decode = decoders[headers['content-encoding'] ?? '']
  return (decode && body.length > 0 ? decode(body) : body).toString()
}

/** The socket is closed after this time without data, because the server may wait for the rest of an incomplete request. */
const idleTimeoutMs = 50

/** Writes bytes to a new socket, and reads the responses until the connection closes. */
export async function write(url: string, bytes: string): Promise<TestResponse[]> {
  const { port, hostname } = new URL(url)
  const socket = connect({ port: Number(port), host: hostname })
  await once(socket, 'connect')
  let received = ''
  socket.setEncoding('latin1').setTimeout(idleTimeoutMs)
  socket.on('data', (text: string) => (received += text))
  socket.on('timeout', () => socket.end())
  // The server may close the connection before everything is written.
  socket.on('error', () => socket.destroy())
  socket.write(bytes, 'latin1')
  if (!socket.destroyed) await new Promise((resolve) => socket.once('close', resolve))
  return responsesIn(received)
}

/** The responses in the received text, up to the first without a content length. */
function responsesIn(received: string): TestResponse[] {
  const [head, ...others] = received.split('\r\n\r\n')
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(head ?? '')?.[1]
  if (!head || !status) return []
  const rest = others.join('\r\n\r\n')
  const fields = head
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(/: ?(.*)/s))
  const headers: IncomingHttpHeaders = Object.fromEntries(
    fields.map(([name = '', value = '']) => [name.toLowerCase(), value]),
  )
  // 100 Continue precedes the real response.
  if (status === '100') return responsesIn(rest)
  // The response to HEAD has a content length but no body.
  const isOfHead = rest === '' || rest.startsWith('HTTP/1.1 ')
  const length = isOfHead ? 0 : Number(headers['content-length'] ?? Number.NaN)
  // On a busy machine, this client may have closed the socket before the rest came. `send` rejects incomplete responses.
  if (rest.length < length) return []
  const body = Buffer.from(rest.slice(0, length || 0), 'latin1')
  const response = { status: Number(status), headers, body: textOf(body, headers) }
  return Number.isNaN(length) ? [response] : [response, ...responsesIn(rest.slice(length))]
}
