import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import getPort from 'get-port'
import { startEmbeddedPostgres } from '@shifts/embedded-postgres'
import { expect, onTestFinished, test } from 'vitest'
import { root } from '../processes.ts'

const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
/** An address other than the default 127.0.0.1. */
const HOST = addresses.some(({ address }) => address === '::1') ? '::1' : '127.0.0.2'

test('start serves on HOST, shows the addresses, and ends when one server does', async () => {
  const [PORT, API_PORT] = [await getPort({ host: '127.0.0.1' }), await getPort({ host: '127.0.0.1' })]
  const start = runStart({
    DATABASE_URL: await useDatabase(),
    HOST,
    PORT: `${PORT}`,
    API_PORT: `${API_PORT}`,
  })
  const ready = await start.prints(/is ready after .*\n *the calendar +(\S+)\n *the API +(\S+)\/docs\n/)
  const [web, api] = [PORT, API_PORT].map((port) => `http://${HOST === '::1' ? '[::1]' : HOST}:${port}`)
  expect(ready.slice(1)).toEqual([web, api])
  expect((await fetch(`${web}/sign-in`)).status).toBe(200)
  expect((await fetch(`${api}/readyz`)).status).toBe(200)

  process.kill(start.childRunning('next'), 'SIGKILL')
  await start.prints(/The web has ended by itself, with SIGKILL\./)
  expect(await start.exitCode).toBe(1)
  await expect(fetch(`${api}/readyz`)).rejects.toThrow('fetch failed')
})

test('start names every invalid variable, before it does anything', async () => {
  const wrong = {
    PORT: 'many',
    HOST: 'http://localhost',
    DEMO_SIGN_IN: 'perhaps',
    RATE_LIMIT_PER_MINUTE: '0',
  }
  const start = runStart(wrong)
  const [, lines = ''] = await start.prints(
    /^These environment variables are not right:\n((?:  \w+: .*\n){4})$/,
  )
  expect(new Set([...lines.matchAll(/^  (\w+): /gm)].map(([, name]) => name))).toEqual(
    new Set(Object.keys(wrong)),
  )
  expect(await start.exitCode).toBe(1)
})

/** Without the variables that the test runner sets. */
const userEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(NODE_ENV$|VITEST)/.test(name)),
)

function runStart(env: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
    cwd: root,
    env: { ...userEnv, AUTH_SECRET: 'x'.repeat(32), SEED_PRESET: 'tiny', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exitCode = once(child, 'exit').then(([code]: unknown[]) => code)
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await exitCode
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  return {
    exitCode,
    prints: (pattern: RegExp) =>
      new Promise<string[]>((resolve, reject) => {
        const check = () => {
          const match = pattern.exec(output)
          if (match) resolve([...match])
        }
        for (const stream of [child.stdout, child.stderr]) stream.on('data', check)
        child.once('close', () => reject(new Error(`start ended without printing ${pattern}:\n${output}`)))
        check()
      }),
    /** The pid of the child with this in its command line. */
    childRunning(command: string): number {
      const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')
      const pid = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(command))
      return Number(pid)
    },
  }
}

async function useDatabase(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'open-shifts-start-'))
  // As root, PostgreSQL runs as another user, which needs access.
  chmodSync(folder, 0o755)
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: false })
  onTestFinished(async () => {
    await server.stop()
    for (const path of [server.folder, folder]) rmSync(path, { recursive: true, force: true })
  })
  return server.url
}
