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

/** Sends a request by Node's client. Rejects where no whole answer comes. */
export async function send(url: string, agent: Agent, { body, ...head }: HttpRequest): Promise<TestResponse> {
  const sent = request(url, { agent, ...head })
  // Whoever waits for the answer hears of it. After the answer it is of no interest.
  sent.on('error', () => {})
  sent.end(body)
  const [response]: IncomingMessage[] = await once(sent, 'response')
  if (!response?.statusCode) throw new Error('There is no answer.')
  const bytes = await buffer(response)
  const decode = decoders[response.headers['content-encoding'] ?? '']
  const isEmpty = bytes.length === 0
  return {
    status: response.statusCode,
    headers: response.headers,
    body: (decode && !isEmpty ? decode(bytes) : bytes).toString(),
  }
}

const decoders: Record<string, (bytes: Buffer) => Buffer> = { gzip: gunzipSync, br: brotliDecompressSync }

/** The server may have answered without the end of what is broken off: it is told that no more comes. */
const idleTimeoutMs = 50

/** Writes bytes to a socket of its own, and reads what comes until the server has no more to say. */
export async function write(url: string, bytes: string): Promise<TestResponse[]> {
  const { port, hostname } = new URL(url)
  const socket = connect({ port: Number(port), host: hostname })
  await once(socket, 'connect')
  let received = ''
  socket.setEncoding('latin1').setTimeout(idleTimeoutMs)
  socket.on('data', (text: string) => (received += text))
  socket.on('timeout', () => socket.end())
  // The server may break off while there is still something to write.
  socket.on('error', () => socket.destroy())
  socket.write(bytes, 'latin1')
  if (!socket.destroyed) await new Promise((resolve) => socket.once('close', resolve))
  return responsesIn(received)
}

/** The answers in what a server wrote, up to one whose length is not said. */
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
  // One that only tells to go on, before the real one.
  if (status === '100') return responsesIn(rest)
  // The answer to HEAD says how long it would have been.
  const isOfHead = rest === '' || rest.startsWith('HTTP/1.1 ')
  const length = isOfHead ? 0 : Number(headers['content-length'] ?? Number.NaN)
  const answer = { status: Number(status), headers, body: rest.slice(0, length || 0) }
  return Number.isNaN(length) ? [answer] : [answer, ...responsesIn(rest.slice(length))]
}
