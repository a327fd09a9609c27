import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import proxyAddr from '@fastify/proxy-addr'

/** Whether the proxy at an address is trusted that is `hop` proxies away: 0 is the one that connects to this process. */
export type TrustProxy = (address: string, hop: number) => boolean

/**
 * What TRUST_PROXY says: `true` trusts every proxy, a number so many of them, and a list addresses, networks and
 * `loopback`, `linklocal`, `uniquelocal`. Undefined if it says none of these.
 */
export function parseTrust(value: string): TrustProxy | undefined {
  if (/^(true|false)$/i.test(value)) return () => value.toLowerCase() === 'true'
  if (/^\d{1,2}$/.test(value)) return (_, hop) => hop < Number(value)
  try {
    return proxyAddr.compile(value.split(',').map((part) => part.trim()))
  } catch {
    return undefined
  }
}

/** Whether the connection comes from a trusted proxy, so that its X-Forwarded-* headers are to be believed. */
export const isFromProxy = (request: IncomingMessage, trust: TrustProxy): boolean =>
  trust(request.socket.remoteAddress ?? '', 0)

/** Where the request comes from: the nearest address that is not a trusted proxy's. */
export function clientAddress(request: IncomingMessage, trust: TrustProxy): string {
  const address = proxyAddr(request, trust)
  return isIP(address) ? address : (request.socket.remoteAddress ?? '')
}
