import 'server-only'
import type { ReadableHeaders } from '@shifts/api'

/** The client's address. Trustworthy once guardRequests has replaced the forwarding headers. */
export const clientAddressOf = (headers: ReadableHeaders): string =>
  headers.get('x-forwarded-for') ?? 'unknown'
