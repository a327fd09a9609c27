import type { IncomingMessage } from 'node:http'
import type { ReadableHeaders } from '@shifts/api'

/** A request's headers, as packages/api reads them. One that was sent twice counts as not sent. */
export const headersOf = ({ headers }: Pick<IncomingMessage, 'headers'>): ReadableHeaders => ({
  get(name) {
    const value = headers[name]
    return typeof value === 'string' ? value : null
  },
})
