import { randomBytes } from 'node:crypto'
import { issueToken } from '@shifts/api'
import { startServer, type ServerProcess } from './serverProcess.ts'

const main = new URL('../../../../apps/server/src/main.ts', import.meta.url)

export interface ApiHost extends ServerProcess {
  /** Of a service, which may ask about any worker. */
  headers: { authorization: string }
}

/** The product's API host as it runs in production, but for the limit on how often one may call. */
export async function startApiHost(url: string, logLevel: 'silent' | 'info'): Promise<ApiHost> {
  const auth = {
    AUTH_SECRET: randomBytes(32).toString('base64url'),
    AUTH_ISSUER: 'open-shifts',
    AUTH_AUDIENCE: 'open-shifts',
  }
  const server = await startServer(main, {
    ...auth,
    DATABASE_URL: url,
    LOG_LEVEL: logLevel,
    RATE_LIMIT_PER_MINUTE: '1000000000',
  })
  const token = await issueToken(auth, { kind: 'service', name: 'bench' }, '24h')
  return { ...server, headers: { authorization: `Bearer ${token}` } }
}
