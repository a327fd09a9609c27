import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { authEnv } from './tokens.ts'

const folder = fileURLToPath(new URL('..', import.meta.url))

/** The URL of a database, and its URL without PgBouncer. */
interface Reachable {
  url: string
  directUrl?: string
}

/** Starts the API host as a process, like `pnpm start`, on a free port. */
export async function startHost(
  { url: DATABASE_URL, directUrl = DATABASE_URL }: Reachable,
  env: NodeJS.ProcessEnv = {},
) {
  const host = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: folder,
    env: {
      ...process.env,
      ...authEnv,
      DATABASE_URL,
      DATABASE_DIRECT_URL: directUrl,
      API_PORT: '0',
      LOG_LEVEL: 'info',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(host, 'exit').then(([code]: (number | null)[]) => code)
  const lines = createInterface(host.stdout)

  /** Waits for a line of its log that matches. */
  const logged = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const read = (line: string) => {
        if (!pattern.test(line)) return
        lines.off('line', read)
        resolve(line)
      }
      lines.on('line', read)
      lines.once('close', () => reject(new Error(`The host ended without logging ${pattern}.`)))
    })

  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(await logged(/Server listening at/))?.[0]
  if (!url) throw new Error('The host did not log its address.')
  return {
    url,
    logged,
    /** Resolves to its exit code when it has ended, or to null if it was killed. */
    exited,
    kill: (signal: NodeJS.Signals) => host.kill(signal),
  }
}
