import { randomBytes } from 'node:crypto'
import { issueToken, type Principal } from '@shifts/api'
import { startServer, type ServerProcess } from './serverProcess.ts'

const main = new URL('../../../../apps/server/src/main.ts', import.meta.url)

export interface ApiHost extends ServerProcess {
  /** The header of a service, which may call for any worker. */
  headers: { authorization: string }
  /** The header of another principal, valid for a day. */
  headersOf: (principal: Principal) => Promise<{ authorization: string }>
}

export interface ApiHostOptions {
  env?: Record<string, string>
  /** The path of Node. */
  node?: string
  /** The script to run instead of the host's command. */
  script?: URL
}

/** All hosts of a run accept the same tokens. */
const auth = {
  AUTH_SECRET: randomBytes(32).toString('base64url'),
  AUTH_ISSUER: 'open-shifts',
  AUTH_AUDIENCE: 'open-shifts',
}

/** Starts the product's API host as in production, except for its log and its rate limit. */
export async function startApiHost(
  url: string,
  { env = {}, node, script = main }: ApiHostOptions = {},
): Promise<ApiHost> {
  const limits = { LOG_LEVEL: 'silent', RATE_LIMIT_PER_MINUTE: '1000000000' }
  const server = await startServer(script, { ...auth, DATABASE_URL: url, ...limits, ...env }, { node })
  const headersOf = async (principal: Principal) => ({
    authorization: `Bearer ${await issueToken(auth, principal, '24h')}`,
  })
  return { ...server, headers: await headersOf({ kind: 'service', name: 'bench' }), headersOf }
}
