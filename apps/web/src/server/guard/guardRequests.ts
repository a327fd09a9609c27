import 'server-only'
import type { IncomingMessage } from 'node:http'
import { toTRPCError, type Services } from '@shifts/api'
import { TRPCError } from '@trpc/server'
import { createBodyReader, hasBody, withBody } from './body.ts'
import { replaceForwardedHeaders, type ProxyConfig } from './forwarded.ts'
import type { Handler } from './handleFirst.ts'
import { refuse } from './refuse.ts'

interface GuardOptions extends Pick<Services, 'logger' | 'limits' | 'limitRate' | 'shedLoad'> {
  env: ProxyConfig
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS']
const methods = [...safeMethods, 'POST']

/**
 * Refuses requests that would cost Next too much time or memory, or to which it would respond with 500; they count for the
 * client's address. Passes on all others with trustworthy forwarding headers and a complete body.
 */
export function guardRequests({ env, logger, limits, limitRate, shedLoad }: GuardOptions): Handler {
  const readBody = createBodyReader()

  async function admit(request: IncomingMessage, address: string): Promise<IncomingMessage | undefined> {
    assertPathTarget(request)
    assertKnownMethod(request)
    assertSameOrigin(request, env.PUBLIC_URL)
    if (!request.url?.startsWith('/_next/static/')) shedLoad()
    if (!hasBody(request)) return request
    const body = await readBody(request, address)
    if (!body) return undefined
    await assertReadableForm(request, body)
    return withBody(request, body)
  }

  return async (request, response, next) => {
    const clientAddress = replaceForwardedHeaders(request, env)
    let passed: IncomingMessage | undefined
    try {
      passed = await admit(request, clientAddress)
    } catch (thrown) {
      const limited = await limitRate({ kind: 'address', address: clientAddress }).catch(identity)
      const error = toTRPCError(limited ?? thrown)
      const { requestId, status } = refuse(request, response, error)
      limits.logRefusal(logger.child({ requestId }), { clientAddress, status, reason: error.message })
    }
    if (passed) next(passed)
  }
}

const identity = (reason: unknown) => reason

/** Refuses absolute URLs and `*` as the request target: Next would use the host of an absolute URL. */
function assertPathTarget({ url }: IncomingMessage): void {
  if (!url?.startsWith('/'))
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'The path must begin with /.' })
}

function assertKnownMethod({ method = '' }: IncomingMessage): void {
  if (!methods.includes(method))
    throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: `${method} is not supported.` })
}

/** Next would respond with 500 to a form that cannot be parsed. */
async function assertReadableForm({ headers }: IncomingMessage, body: Buffer): Promise<void> {
  const type = headers['content-type'] ?? ''
  if (!/^multipart\/form-data/i.test(type)) return
  await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch((cause: unknown) => {
      throw new TRPCError({ code: 'BAD_REQUEST', message: 'The form cannot be read.', cause })
    })
}

/** Refuses requests that may change something and that a page of another site sends, by the Origin header. */
function assertSameOrigin({ method = '', headers }: IncomingMessage, publicUrl: URL | undefined): void {
  const { origin, host } = headers
  if (safeMethods.includes(method) || origin === undefined) return
  const isSameOrigin = publicUrl
    ? origin === publicUrl.origin
    : URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()
  if (!isSameOrigin)
    throw new TRPCError({ code: 'FORBIDDEN', message: 'Requests of other sites are refused.' })
}
