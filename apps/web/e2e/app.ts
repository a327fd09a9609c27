import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { connect, type Database } from '@shifts/db'
import { startEmbeddedPostgres } from '@shifts/embedded-postgres'
import { migrate } from '@shifts/db/migrate'
import { appUrlOf } from '@shifts/db/migrate'
import { startGate } from './gate.ts'

const webFolder = fileURLToPath(new URL('..', import.meta.url))

export const authSecret = 'a secret for tests that is long enough'

/** The built app on a database of its own, as a user would run it. */
export interface App {
  url: string
  db: Database
  /** PostgreSQL goes away, and comes back with what it had. */
  stopDatabase(): Promise<void>
  startDatabase(): Promise<void>
  /** The web server goes away, and comes back at the same address. */
  stopWeb(): Promise<void>
  startWeb(): Promise<void>
  close(): Promise<void>
}

export async function startApp(env: Record<string, string> = {}): Promise<App> {
  const folder = await mkdtemp(join(tmpdir(), 'open-shifts-e2e-'))
  // Root's PostgreSQL runs as another user, who has to get in.
  await chmod(folder, 0o755)
  let postgres = await startEmbeddedPostgres({ folder, durable: false })
  await migrate(postgres.url, { appUrl: appUrlOf(postgres.url) })
  // A restarted PostgreSQL listens on another port; the app keeps to this one.
  const gate = await startGate(() => Number(new URL(postgres.url).port))
  const throughGate = (url: string) => Object.assign(new URL(url), { port: String(gate.port) }).toString()
  const { db, close: closeDb } = connect(throughGate(postgres.url), { timeoutMs: 30_000 })
  const closeDatabase = async () => {
    await closeDb()
    gate.close()
    await postgres.stop()
    for (const path of [postgres.folder, folder]) await rm(path, { recursive: true, force: true })
  }
  const port = await getPort({ host: '127.0.0.1' })
  const start = () => startWeb(port, { ...env, DATABASE_URL: throughGate(appUrlOf(postgres.url)) })
  let web = await start().catch(async (error: unknown) => {
    await closeDatabase()
    throw error
  })

  return {
    url: web.url,
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
    async close() {
      await web.close()
      await closeDatabase()
    },
  }
}

async function startWeb(port: number, env: Record<string, string>) {
  const web = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)],
    {
      cwd: webFolder,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        ...env,
        AUTH_SECRET: authSecret,
        DEMO_SIGN_IN: 'true',
        LOG_LEVEL: 'silent',
      },
    },
  )
  const url = `http://127.0.0.1:${port}`
  while (!(await fetch(`${url}/sign-in`).catch(() => undefined))?.ok) {
    if (web.exitCode !== null) throw new Error('The web server did not start. Was it built?')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    async close() {
      if (web.exitCode !== null || web.signalCode !== null) return
      web.kill('SIGTERM')
      await once(web, 'exit')
    },
  }
}
