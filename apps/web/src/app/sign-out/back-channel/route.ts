import { InvalidTokenError } from '@shifts/api'
import { reasonOf, revokeProviderSessions } from '@shifts/db'
import { refuseTooMany } from '@/server/refuseTooMany.ts'
import { getServices } from '@/server/services.ts'

/** The identity provider reports here that a session has ended there (OpenID Connect Back-Channel Logout 1.0, section 2.5). */
export async function POST(request: Request): Promise<Response> {
  const { servers, logger, providerSignIn, revokedSessions } = getServices()
  if (!providerSignIn) return respond(404)
  const refusal = await refuseTooMany(request)
  if (refusal) return refusal
  const form = await request.formData().catch(() => new FormData())
  const token = form.get('logout_token')
  try {
    const ended = await providerSignIn.readLogoutToken(typeof token === 'string' ? token : '')
    for (const session of await revokeProviderSessions(servers.primary, ended)) revokedSessions.add(session)
    return respond(200)
  } catch (error) {
    logger.warn({ reason: reasonOf(error) }, 'the sessions of a logout token were not ended')
    return respond(error instanceof InvalidTokenError ? 400 : 503)
  }
}

const respond = (status: number) => new Response(null, { status, headers: { 'cache-control': 'no-store' } })
