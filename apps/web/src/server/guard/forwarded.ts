import 'server-only'
import type { IncomingMessage } from 'node:http'
import { clientAddress, isFromProxy, type TrustProxy } from '@shifts/api'

export interface ProxyConfig {
  TRUST_PROXY: TrustProxy
  PUBLIC_URL?: URL | undefined
}

const forwardedHeaders = /^(forwarded|x-forwarded-.*|x-real-ip)$/
const hostPattern = /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i

/**
 * Replaces what the request says of where it comes from and how it got here, for Next believes X-Forwarded-* headers
 * whoever sends them: afterwards there are X-Forwarded-For (the client's address alone), -Host and -Proto, by
 * PUBLIC_URL, else by the headers of a trusted proxy, else by the connection. Returns the client's address.
 */
export function replaceForwardedHeaders(request: IncomingMessage, config: ProxyConfig): string {
  const { headers } = request
  const address = clientAddress(request, config.TRUST_PROXY)
  const { host, protocol } = config.PUBLIC_URL ?? forwardedBy(request, config.TRUST_PROXY)
  for (const name of Object.keys(headers)) if (forwardedHeaders.test(name)) delete headers[name]
  if (host) headers.host = headers['x-forwarded-host'] = host
  headers['x-forwarded-proto'] = protocol.replace(':', '')
  headers['x-forwarded-for'] = address
  return address
}

function forwardedBy(request: IncomingMessage, trust: TrustProxy) {
  const { headers } = request
  const isTrusted = isFromProxy(request, trust)
  const host = isTrusted ? first(headers['x-forwarded-host']) : undefined
  const protocol = isTrusted ? first(headers['x-forwarded-proto'])?.toLowerCase() : undefined
  return {
    host: host && hostPattern.test(host) ? host : headers.host,
    protocol: protocol === 'https' ? 'https' : 'http',
  }
}

/** Each proxy adds to the list what it sees, so the first is what the client used. */
const first = (header: string | string[] | undefined) => [header].flat()[0]?.split(',')[0]?.trim()
