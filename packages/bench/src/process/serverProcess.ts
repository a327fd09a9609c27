import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { cpuProfile, type CpuProfile } from './cpuProfile.ts'
import type { Probed } from './probe.ts'
import { usage, type Usage } from './usage.ts'

/** A server in a separate process, so that its CPU time and memory can be measured. */
export interface ServerProcess {
  origin: string
  usage: () => Promise<Usage>
  /** Profiles the CPU while `work` runs. */
  profileDuring: (work: () => Promise<unknown>) => Promise<CpuProfile>
  stop: () => Promise<void>
}

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const probe = new URL('probe.ts', import.meta.url).href

export interface ServerOptions {
  /** The path of Node. */
  node?: string | undefined
  /** Further arguments of the script. */
  args?: (port: number) => string[]
}

/** Starts the script, which listens on API_PORT, with only `env` as its environment. */
export async function startServer(
  script: URL,
  env: Record<string, string>,
  { node = process.execPath, args = () => [] }: ServerOptions = {},
): Promise<ServerProcess> {
  const port = await getPort({ host: '127.0.0.1' })
  const child = spawn(node, ['--import', 'tsx', '--import', probe, fileURLToPath(script), ...args(port)], {
    cwd: root,
    env: { NODE_ENV: 'production', API_PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  const origin = `http://127.0.0.1:${port}`
  const died = ended.then(() => {
    throw new Error(`${script.pathname} exited by itself; its output is above.`)
  })
  await Promise.race([waitUntilServing(`${origin}/healthz`), died])
  async function call(request: Probed): Promise<unknown> {
    child.send(request)
    const [response]: unknown[] = await Promise.race([once(child, 'message'), died])
    return response
  }
  return {
    origin,
    usage: async () => usage.parse(await call('usage')),
    async profileDuring(work) {
      await call('startProfile')
      await work()
      return cpuProfile.parse(await call('stopProfile'))
    },
    async stop() {
      // From here on, an exit is no error.
      died.catch(() => {})
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function waitUntilServing(url: string): Promise<void> {
  while (!(await fetch(url).catch(() => undefined))) await setTimeout(50)
}
