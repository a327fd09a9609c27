import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import proxyAddr from '@fastify/proxy-addr'

/** Whether to trust the proxy at an address. `hop` is its distance: 0 is the one that connects to this process. */
export type TrustProxy = (address: string, hop: number) => boolean

/**
 * Parses TRUST_PROXY: `true` trusts every proxy, a number trusts that many of them, and a list trusts addresses,
 * networks and `loopback`, `linklocal`, `uniquelocal`. Undefined for any other value.
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

/** Whether the connection comes from a trusted proxy, so that its X-Forwarded-* headers can be trusted. */
export const isFromProxy = (request: IncomingMessage, trust: TrustProxy): boolean =>
  trust(request.socket.remoteAddress ?? '', 0)

/** The client's address: the nearest one that is not a trusted proxy's. */
export function clientAddress(request: IncomingMessage, trust: TrustProxy): string {
  const address = proxyAddr(request, trust)
  return isIP(address) ? address : (request.socket.remoteAddress ?? '')
}
