import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { authEnv } from './tokens.ts'

const folder = fileURLToPath(new URL('..', import.meta.url))

/** Where a database is, and where it is without a PgBouncer. */
interface Reachable {
  url: string
  directUrl?: string
}

/** The API host as its own process, as `pnpm start` runs it, on a port that nobody uses. */
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

  /** Waits for a line of its log. */
  const logged = (wanted: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const read = (line: string) => {
        if (!wanted.test(line)) return
        lines.off('line', read)
        resolve(line)
      }
      lines.on('line', read)
      lines.once('close', () => reject(new Error(`The host ended without a word of ${wanted}.`)))
    })

  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(await logged(/Server listening at/))?.[0]
  if (!url) throw new Error('The host does not say where it listens.')
  return {
    url,
    logged,
    /** Its exit code, once it has ended; null when it was killed. */
    exited,
    end: (signal: NodeJS.Signals) => host.kill(signal),
  }
}
