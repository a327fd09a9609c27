import 'server-only'
import { IncomingMessage } from 'node:http'
import { OverloadedError, TooManyRequestsError } from '@shifts/api'
import { TRPCError } from '@trpc/server'

/** More than any form or batch of calls needs. */
const maxBytes = 100_000
const timeoutMs = 10_000

/** Limits on the bodies that are being received at the same time: from one address, and in total. */
const maxPerAddress = 50
const maxBodies = 500

/** Whether the request has a body, whatever its method. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

export type ReadBody = (request: IncomingMessage, address: string) => Promise<Buffer | undefined>

/**
 * Creates a function that reads the complete body of a request. It returns undefined if the client disconnects. It throws
 * an error for the response as soon as the body is too large or too slow, or too many are being received.
 */
export function createBodyReader(): ReadBody {
  const perAddress = new Map<string, number>()
  let total = 0

  return async (request, address) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge()
    const current = perAddress.get(address) ?? 0
    if (current >= maxPerAddress) throw new TooManyRequestsError(1)
    if (total >= maxBodies) throw new OverloadedError('Too many bodies are being received.')
    perAddress.set(address, current + 1)
    total += 1
    try {
      return await readBody(request)
    } finally {
      total -= 1
      const remaining = (perAddress.get(address) ?? 1) - 1
      if (remaining > 0) perAddress.set(address, remaining)
      else perAddress.delete(address)
    }
  }
}

const tooLarge = () =>
  new TRPCError({ code: 'PAYLOAD_TOO_LARGE', message: `The request is larger than ${maxBytes} bytes.` })
const tooSlow = () => new TRPCError({ code: 'TIMEOUT', message: 'The request took too long to arrive.' })

function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const timer = setTimeout(() => stop(() => reject(tooSlow())), timeoutMs)

    function stop(settle: () => void): void {
      clearTimeout(timer)
      request.off('data', onData).off('end', onEnd).off('close', onClose)
      settle()
    }
    function onData(chunk: Buffer): void {
      bytes += chunk.length
      if (bytes > maxBytes) return stop(() => reject(tooLarge()))
      chunks.push(chunk)
    }
    const onEnd = () => stop(() => resolve(Buffer.concat(chunks)))
    const onClose = () => stop(() => resolve(undefined))

    // A lost connection emits `error` before `close`.
    request
      .on('error', () => {})
      .on('data', onData)
      .on('end', onEnd)
      .on('close', onClose)
  })
}

/** A copy of the request with the body, which was already read from the original. */
export function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request
  const copy = new IncomingMessage(request.socket)
  Object.assign(copy, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor })
  copy.push(body)
  copy.push(null)
  copy.complete = true
  return copy
}
