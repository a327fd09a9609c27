import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { authEnv, loggingEnv, oidcEnv, rateLimitEnv } from '@shifts/api'
import { authSecret, secretEnv } from '@shifts/api/secret'
import { changeFeedOf, directDatabaseUrl, ownerEnv, readEnv, replicationEnv } from '@shifts/db'
import { runCommand } from '@shifts/db/command'
import { startDatabase, type RunningDatabase } from '@shifts/embedded-postgres'
import { appUrlOf, migrate } from '@shifts/db/migrate'
import { isEmpty, presetNames, seed } from '@shifts/seed'
import { z } from 'zod'
import { assertCanListen, host, localOrigin, shownOrigin } from './addresses.ts'
import {
  aborted,
  CommandError,
  rejectOnExit,
  shutdownSignal,
  root,
  run,
  startNode,
  stop,
} from './processes.ts'
import { seconds, welcome } from './welcome.ts'

const port = z.coerce.number('must be a number').int().min(1).max(65_535)

const startEnv = z.object({
  ...authEnv,
  ...secretEnv,
  OIDC_ISSUER: oidcEnv.OIDC_ISSUER,
  ...loggingEnv,
  ...rateLimitEnv,
  ...ownerEnv,
  ...replicationEnv,
  HOST: host,
  PORT: port.default(3000),
  API_PORT: port.default(4000),
  DEMO_SIGN_IN: z.stringbool('must be true or false').optional(),
  SEED_PRESET: z.enum(presetNames).default('marketplace'),
  SEED_SHIFTS: z.coerce.number().int().min(1).optional(),
})
type StartEnv = z.output<typeof startEnv>

const { dev } = parseArgs({ options: { dev: { type: 'boolean', default: false } } }).values

/**
 * Starts everything: the database with its tables and rows, the build, the web and the API host. Stops them on `shutdown`.
 */
async function main(shutdown: AbortSignal): Promise<void> {
  const startedAt = performance.now()
  const env = readEnv(startEnv)
  const { DATABASE_URL: databaseUrl } = env
  const directUrl = databaseUrl && directDatabaseUrl({ ...env, DATABASE_URL: databaseUrl })
  await assertWritable(root)
  await assertCanListen(env)
  const secret = await authSecret(env)

  const walLevel = changeFeedOf(env) === 'wal' ? 'logical' : 'minimal'
  const database = await timed('PostgreSQL', () => startDatabase(databaseUrl, walLevel))
  const finished = new AbortController()
  try {
    const url = database.embedded ? appUrlOf(database.url) : database.url
    const ownerUrl = (!database.embedded && env.DATABASE_OWNER_URL) || database.url
    // The build needs no database, so both run at the same time.
    const signal = AbortSignal.any([shutdown, finished.signal])
    const ready = Promise.all([
      migrateAndSeed(ownerUrl, url, env),
      dev || timed('build', () => build(signal)),
    ])
    await Promise.race([ready, aborted(shutdown)])
    if (!shutdown.aborted)
      await serve(
        {
          ...env,
          AUTH_SECRET: secret,
          DATABASE_URL: url,
          DATABASE_DIRECT_URL: directUrl ?? url,
        },
        database,
        startedAt,
        shutdown,
      )
  } finally {
    finished.abort()
    await database.stop()
  }
}

type ServeEnv = StartEnv & { AUTH_SECRET: string; DATABASE_URL: string; DATABASE_DIRECT_URL: string }

async function serve(
  env: ServeEnv,
  database: RunningDatabase,
  startedAt: number,
  shutdown: AbortSignal,
): Promise<void> {
  const { DEMO_SIGN_IN = database.embedded && env.OIDC_ISSUER === undefined } = env
  // Another process may have taken a port during the build.
  await assertCanListen(env)
  const web = startWeb({ ...env, DEMO_SIGN_IN })
  const api = startApi(env)
  try {
    const failure = Promise.race([
      rejectOnExit('The web', web),
      rejectOnExit('The API', api),
      database.keepRunning(console.log),
    ])
    await Promise.race([timed('servers', () => waitForServers(env, shutdown)), failure])
    if (!shutdown.aborted) {
      const origins = { web: shownOrigin(env.HOST, env.PORT), api: shownOrigin(env.HOST, env.API_PORT) }
      console.log(await Promise.race([welcome(env, origins, performance.now() - startedAt), failure]))
    }
    await Promise.race([aborted(shutdown), failure])
  } finally {
    await Promise.all([web, api].map(stop))
  }
}

const startWeb = (env: ServeEnv & { DEMO_SIGN_IN: boolean }) =>
  startNode(['node_modules/next/dist/bin/next', dev ? 'dev' : 'start', '-H', env.HOST, '-p', `${env.PORT}`], {
    cwd: `${root}/apps/web`,
    env: serverEnv(env, { DEMO_SIGN_IN: `${env.DEMO_SIGN_IN}` }),
  })

const startApi = (env: ServeEnv) =>
  startNode([...(dev ? ['--watch'] : []), '--import', 'tsx', 'src/main.ts'], {
    cwd: `${root}/apps/server`,
    env: serverEnv(env, { API_PORT: `${env.API_PORT}` }),
  })

const serverEnv = (
  { DATABASE_URL, DATABASE_DIRECT_URL, AUTH_SECRET }: ServeEnv,
  more: NodeJS.ProcessEnv,
) => ({
  ...process.env,
  // Hosts must not have the owner's rights.
  DATABASE_OWNER_URL: undefined,
  DATABASE_URL,
  DATABASE_DIRECT_URL,
  AUTH_SECRET,
  ...more,
})

const waitForServers = ({ HOST, PORT, API_PORT }: StartEnv, shutdown: AbortSignal) =>
  Promise.all([
    waitUntilOk(`${localOrigin(HOST, PORT)}/sign-in`, shutdown),
    waitUntilOk(`${localOrigin(HOST, API_PORT)}/readyz`, shutdown),
  ])

const build = (signal: AbortSignal) =>
  run('node_modules/.bin/turbo', ['run', 'build', '--output-logs=errors-only'], {
    signal,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1' },
  })

async function migrateAndSeed(url: string, appUrl: string, env: StartEnv): Promise<void> {
  await timed('migrate', () =>
    migrate(url, { appUrl, changeFeed: changeFeedOf(env), onNotice: console.warn }),
  )
  if (!(await isEmpty(url))) return
  const onProgress = (line: string) => console.log(`  ${line}`)
  await timed('seed', () => seed(url, { preset: env.SEED_PRESET, shifts: env.SEED_SHIFTS, onProgress }))
}

async function assertWritable(folder: string): Promise<void> {
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw new CommandError(`${folder} must be writable, for the data and the build: ${String(error)}`)
  })
}

async function waitUntilOk(url: string, shutdown: AbortSignal): Promise<void> {
  for (let tries = 0; tries < 600 && !shutdown.aborted; tries++) {
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  if (!shutdown.aborted) throw new CommandError(`${url} does not respond.`)
}

async function timed<T>(name: string, step: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  const result = await step()
  console.log(`✓ ${name.padEnd(10)} ${seconds(performance.now() - startedAt)}`)
  return result
}

const shutdown = shutdownSignal()
runCommand(async () => {
  await main(shutdown).catch((error: unknown) => {
    if (!shutdown.aborted) throw error
  })
  process.exit()
})
