import 'server-only'
import type { ReadableHeaders } from '@shifts/api'

/** The origin at which the client reaches the web app. Trustworthy once guardRequests has replaced the forwarding headers. */
export const originOf = (headers: ReadableHeaders): string =>
  `${headers.get('x-forwarded-proto') ?? 'http'}://${headers.get('host') ?? 'localhost'}`
