import { createHash } from 'node:crypto'
import { decodeJwt } from 'jose'
import { z } from 'zod'

/** What the tokens of one sign-in have in common. */
export interface Session {
  /** Random, where the token was issued for a session; else it is derived from the token. */
  id: string
  /** When the worker signed in, in seconds since 1970. Undefined where the token was not issued for a session. */
  startedAt?: number | undefined
  /** When this token was issued, in seconds since 1970. */
  issuedAt?: number | undefined
  /** When this token expires, in seconds since 1970. */
  expiresAt: number
}

/** Ids of this form can be stored and published without escaping. */
const sessionId = z.string().regex(/^[\w.:~-]{1,100}$/)

const claims = z.object({
  jti: sessionId.optional().catch(undefined),
  session_started_at: z.int().optional().catch(undefined),
  iat: z.number().optional().catch(undefined),
  exp: z.number(),
})

/** The session of a token that was verified before. */
export function sessionOf(token: string): Session {
  const { jti, session_started_at: startedAt, iat: issuedAt, exp: expiresAt } = claims.parse(decodeJwt(token))
  return { id: jti ?? fingerprint(token), startedAt, issuedAt, expiresAt }
}

/** A token without an id can be signed out too. The signature is left out: it can be written in more than one way. */
function fingerprint(token: string): string {
  return createHash('sha256')
    .update(token.slice(0, token.lastIndexOf('.')))
    .digest('base64url')
}
