import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import getPort from 'get-port'
import { issueToken } from '@shifts/api'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const webFolder = fileURLToPath(new URL('../../../../apps/web', import.meta.url))

/** The web app as in production, except for its log and its rate limit. */
export interface WebApp {
  origin: string
  /** The cookie of a signed-in worker, valid for a day. */
  sessionOf: (workerId: number) => Promise<{ name: string; value: string; url: string }>
  stop: () => Promise<void>
}

/** Builds the web app. A build of the same files is taken from the cache. */
export async function buildWeb(): Promise<void> {
  const args = ['run', 'build', '--filter=@shifts/web', '--output-logs=errors-only']
  await promisify(execFile)('node_modules/.bin/turbo', args, { cwd: root })
}

/** Starts the built web app on the database. */
export async function startWeb(databaseUrl: string): Promise<WebApp> {
  const auth = {
    AUTH_SECRET: randomBytes(32).toString('base64url'),
    AUTH_ISSUER: 'open-shifts',
    AUTH_AUDIENCE: 'open-shifts',
  }
  const port = await getPort({ host: '127.0.0.1' })
  const args = ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)]
  const child = spawn(process.execPath, args, {
    cwd: webFolder,
    env: {
      ...auth,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: 'silent',
      RATE_LIMIT_PER_MINUTE: '1000000000',
      NEXT_TELEMETRY_DISABLED: '1',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  // An interrupted benchmark does not reach `stop`.
  process.once('exit', () => child.kill())
  const ended = once(child, 'exit')
  const origin = `http://127.0.0.1:${port}`
  const died = ended.then(() => {
    throw new Error('The web app exited by itself; its output is above.')
  })
  await Promise.race([isServing(`${origin}/sign-in`), died])
  return {
    origin,
    sessionOf: async (workerId) => ({
      name: 'session',
      value: await issueToken(auth, { kind: 'worker', workerId }, '24h'),
      url: origin,
    }),
    async stop() {
      // From here on, an exit is no error.
      died.catch(() => {})
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function isServing(url: string): Promise<void> {
  while (!(await fetch(url).catch(() => undefined))?.ok) await setTimeout(100)
}
