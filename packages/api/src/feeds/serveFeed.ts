import { createHash } from 'node:crypto'
import { findFeed } from '@shifts/db'
import { TRPCError } from '@trpc/server'
import type { Services } from '../http/context.ts'
import { messages } from '../http/messages.ts'
import { recordRefusal } from '../http/refusals.ts'
import type { Caller } from '../limits/rateLimit.ts'
import { renderFeed } from './renderFeed.ts'

/** The path of the feed with this secret. */
export const feedPath = (secret: string): string => `/feeds/${secret}.ics`

const pathPattern = /^\/feeds\/([\w-]{43})\.ics$/

/** What is known of a request for a feed. It has no token: whoever knows the secret in the path may read the feed. */
interface FeedRequest {
  /** As requested, with a query if there is one. */
  path: string
  requestId: string
  /** The network address of the client. */
  clientAddress: string
  /** The header If-None-Match. */
  ifNoneMatch: string | undefined
  /** The origin of the web app, for the links of events. Undefined if it is not known. */
  webOrigin: string | undefined
}

interface FeedResponse {
  status: 200 | 304
  headers: Record<string, string>
  /** Undefined if the client has this version already. */
  body: string | undefined
}

/** What feeds need of the services. */
export type FeedServices = Pick<
  Services,
  'servers' | 'limitRate' | 'limits' | 'shedLoad' | 'logger' | 'recordCall'
>

/**
 * Reads a feed. The secret is neither logged nor part of an error.
 * @throws {TRPCError} NOT_FOUND for an unknown or revoked feed, TOO_MANY_REQUESTS or SERVICE_UNAVAILABLE, logged and counted
 */
export async function serveFeed(services: FeedServices, request: FeedRequest): Promise<FeedResponse> {
  const { requestId, clientAddress } = request
  const logger = services.logger.child({ requestId })
  const client = { kind: 'address', address: clientAddress } as const
  try {
    const response = await readFeed({ ...services, logger }, client, request)
    return { ...response, headers: { ...response.headers, 'x-request-id': requestId } }
  } catch (thrown) {
    throw recordRefusal({ ...services, logger, caller: client }, thrown)
  }
}

async function readFeed(services: FeedServices, client: Caller, request: FeedRequest): Promise<FeedResponse> {
  const { servers, limitRate, limits, shedLoad, logger } = services
  const startedAt = performance.now()
  shedLoad()
  // A client that has tried too many addresses is refused before the database is asked for another one.
  await limitRate(client, 0)
  const [path = ''] = request.path.split('?', 1)
  const [, secret] = pathPattern.exec(path) ?? []
  const feed = secret === undefined ? undefined : await findFeed(servers.primary, secret)
  if (!feed) {
    await limitRate(client)
    throw new TRPCError({ code: 'NOT_FOUND', message: messages.unknownFeed })
  }
  // Not for the client: a service that reads the calendars of many people does so from few addresses.
  await limitRate({ kind: 'feed', feedId: feed.id })
  const owner = { kind: 'worker' as const, workerId: feed.workerId }
  const body = await limits.runCall(owner, 1, () => renderFeed(servers, feed, request.webOrigin))
  const durationMs = Math.round((performance.now() - startedAt) * 100) / 100
  logger.info({ feedId: feed.id, kind: feed.kind, durationMs, outcome: 'OK' })
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
  const headers = { etag, 'cache-control': 'private, no-cache' }
  if (isKnown(etag, request.ifNoneMatch)) return { status: 304, headers, body: undefined }
  return {
    status: 200,
    headers: {
      ...headers,
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="open-shifts.ics"',
    },
    body,
  }
}

/** RFC 9110, section 13.1.2: a weak comparison, because proxies that compress make the tag weak. */
const isKnown = (etag: string, ifNoneMatch = ''): boolean =>
  ifNoneMatch.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
