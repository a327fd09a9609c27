import 'server-only'
import type { IncomingMessage } from 'node:http'
import { clientAddress, isFromProxy, type TrustProxy } from '@shifts/api'
import { firstValue } from './headers.ts'

export interface ProxyConfig {
  TRUST_PROXY: TrustProxy
  PUBLIC_URL?: URL | undefined
}

const forwardedHeaders = /^(forwarded|x-forwarded-.*|x-real-ip)$/
const hostPattern = /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i

/**
 * Replaces the forwarding headers of a request, because Next trusts X-Forwarded-* headers from any client. Afterwards
 * X-Forwarded-For is the client's address alone, and X-Forwarded-Host and -Proto come from PUBLIC_URL, else from the
 * headers of a trusted proxy, else from the connection. Returns the client's address.
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
  const host = isTrusted ? firstListed(headers['x-forwarded-host']) : undefined
  const protocol = isTrusted ? firstListed(headers['x-forwarded-proto'])?.toLowerCase() : undefined
  return {
    host: host && hostPattern.test(host) ? host : headers.host,
    protocol: protocol === 'https' ? 'https' : 'http',
  }
}

/** The first value of a comma-separated header: each proxy appends one, so the first is the client's. */
const firstListed = (header: string | string[] | undefined) => firstValue(header)?.split(',')[0]?.trim()
