import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { connect, type Database, type OnlyServer } from '@shifts/db'
import { startEmbeddedPostgres } from '@shifts/embedded-postgres'
import { appUrlOf, migrate } from '@shifts/db/migrate'
import { startTcpProxy } from '@shifts/testing/tcpProxy'
import { createTestFolder } from '@shifts/testing/testFolder'

const webFolder = fileURLToPath(new URL('..', import.meta.url))

export const authSecret = 'a secret for tests that is long enough'

/** A process of the built web app. */
export interface WebServer {
  url: string
  /** What it has logged, which is nothing by default. */
  log(): string
  close(): Promise<void>
}

/** The built web app with a database of its own. */
export interface App extends WebServer {
  db: Database<OnlyServer>
  /** Stops PostgreSQL. */
  stopDatabase(): Promise<void>
  /** Starts PostgreSQL again, with the same data. */
  startDatabase(): Promise<void>
  /** Stops the web server. */
  stopWeb(): Promise<void>
  /** Starts the web server again, at the same address. */
  startWeb(): Promise<void>
  /** Starts another web server on the same database, with additional environment variables, on a free port by default. */
  startOtherWeb(env: Record<string, string>, port?: number): Promise<WebServer>
}

export async function startApp(): Promise<App> {
  const folder = await createTestFolder('open-shifts-e2e-')
  let postgres = await startEmbeddedPostgres({ folder, durable: false })
  await migrate(postgres.url, { appUrl: appUrlOf(postgres.url) })
  // PostgreSQL listens on another port after each start. The app uses the port of the proxy.
  const proxy = await startTcpProxy(() => Number(new URL(postgres.url).port))
  const { db, close: closeDb } = connect(withPort(postgres.url, proxy.port), { timeoutMs: 30_000 })
  const closeDatabase = async () => {
    await closeDb()
    proxy.close()
    await postgres.stop()
    for (const path of [postgres.folder, folder]) await rm(path, { recursive: true, force: true })
  }
  const databaseUrl = withPort(appUrlOf(postgres.url), proxy.port)
  const port = await getPort({ host: '127.0.0.1' })
  const start = () => startWeb(port, { DATABASE_URL: databaseUrl })
  let web = await start().catch(async (error: unknown) => {
    await closeDatabase()
    throw error
  })

  return {
    url: web.url,
    log: () => web.log(),
    db,
    async stopDatabase() {
      await postgres.stop()
    },
    async startDatabase() {
      postgres = await startEmbeddedPostgres({ folder, durable: false })
    },
    stopWeb: () => web.close(),
    async startWeb() {
      web = await start()
    },
    startOtherWeb: async (env, otherPort) =>
      startWeb(otherPort ?? (await getPort({ host: '127.0.0.1' })), { ...env, DATABASE_URL: databaseUrl }),
    async close() {
      await web.close()
      await closeDatabase()
    },
  }
}

function withPort(url: string, port: number): string {
  const changed = new URL(url)
  changed.port = String(port)
  return changed.toString()
}

async function startWeb(port: number, env: Record<string, string>): Promise<WebServer> {
  const web = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)],
    {
      cwd: webFolder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        AUTH_SECRET: authSecret,
        DEMO_SIGN_IN: 'true',
        PSEUDO_LANGUAGE: 'true',
        LOG_LEVEL: 'silent',
        ...env,
      },
    },
  )
  let log = ''
  web.stdout.setEncoding('utf8').on('data', (text: string) => (log += text))
  const url = `http://127.0.0.1:${port}`
  while (!(await fetch(`${url}/sign-in`).catch(() => undefined))?.ok) {
    if (web.exitCode !== null) throw new Error('The web server did not start. Was it built?')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    log: () => log,
    async close() {
      if (web.exitCode !== null || web.signalCode !== null) return
      web.kill('SIGTERM')
      await once(web, 'exit')
    },
  }
}
