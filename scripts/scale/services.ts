import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, delimiter, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { giveTo, serverAccount, type Account } from '@shifts/embedded-postgres'
import { root, CommandError } from '../processes.ts'
import type { Service } from '../../docker/compose.ts'

/** How long a service may take until its healthcheck succeeds. */
const healthTimeoutMs = 90_000

export interface ServicesOptions {
  services: Record<string, Service>
  /** Where data, logs and copies of configurations are kept. PostgreSQL's account must be able to enter it. */
  folder: string
  /** Added before the PATH. */
  programs: string
  /** All addresses are 127.`network`.0.x: each service has its own, and uses the ports that it has in a container. */
  network: number
  /** For hosts, besides the environment in the Compose file. */
  hostEnv: NodeJS.ProcessEnv
}

/** Runs services of a Compose file as processes of this machine. */
export function createServices({ services, folder, programs, network, hostEnv }: ServicesOptions) {
  const names = Object.keys(services)
  const running = new Map<string, ChildProcess>()
  const address = (name: string) => `127.${network}.0.${names.indexOf(name) + 1}`
  const folderOf = (name: string) => join(folder, name)
  const nameBeforePort = new RegExp(`\\b(${names.join('|')})(?=:\\d| port=)`, 'g')

  /** A text of the container `name` with the addresses and paths of this machine. */
  const localize = (name: string, text: string) =>
    text
      .replaceAll(/(?<![\w.])(0\.0\.0\.0|127\.0\.0\.1)\b/g, address(name))
      .replaceAll(nameBeforePort, (found) => address(found))
      .replaceAll(/\/(etc\/open-shifts|var\/lib\/postgresql|tmp)(?=\/)/g, (path) =>
        join(folderOf(name), basename(path)),
      )

  const service = (name: string): Service => {
    const found = services[name]
    if (found === undefined) throw new Error(`There is no service ${name}.`)
    return found
  }

  /** Writes the configuration, and makes the data folder. */
  async function prepare(name: string): Promise<void> {
    for (const path of ['open-shifts', 'postgresql', 'tmp'])
      await mkdir(join(folderOf(name), path), { recursive: true })
    for (const volume of service(name).volumes) {
      const [source = '', target = ''] = volume.split(':')
      if (!source.startsWith('.')) continue
      await writeFile(localize(name, target), localize(name, await readFile(join(root, source), 'utf8')))
    }
    await giveTo(accountOf(service(name)), folderOf(name))
    await chmod(folderOf(name), 0o755)
  }

  function launch(name: string, [program = '', ...args]: string[], log: 'ignore' | number): ChildProcess {
    const { environment } = service(name)
    const isHost = accountOf(service(name)) === undefined
    const env = Object.fromEntries(
      Object.entries(environment).map(([key, value]) => [key, localize(name, value)]),
    )
    return spawn(
      program === 'node' ? process.execPath : program,
      args.map((arg) => localize(name, arg)),
      {
        ...accountOf(service(name)),
        cwd: isHost ? workingFolder(service(name)) : folderOf(name),
        env: {
          PATH: [programs, process.env.PATH, '/usr/sbin'].join(delimiter),
          LANG: 'C.UTF-8',
          HOST: address(name),
          ...(isHost && hostEnv),
          ...env,
        },
        stdio: ['ignore', log, log],
      },
    )
  }

  async function start(name: string, args: string[] = []): Promise<ChildProcess> {
    await prepare(name)
    const log = openSync(join(folderOf(name), 'log'), 'a')
    const child = launch(name, [...commandOf(service(name), address(name)), ...args], log)
    closeSync(log)
    running.set(name, child)
    return child
  }

  return {
    address,
    folderOf,
    pid: (name: string) => running.get(name)?.pid,

    /** Starts services, and waits until their healthchecks succeed. */
    async startAll(wanted: string[]): Promise<void> {
      await Promise.all(wanted.map((name) => start(name)))
      await Promise.all(
        wanted.map(async (name) => {
          const deadline = Date.now() + healthTimeoutMs
          for (;;) {
            const check = launch(name, service(name).healthcheck?.test.slice(1) ?? ['true'], 'ignore')
            const [code]: unknown[] = await once(check, 'exit')
            if (code === 0) return
            const child = running.get(name)
            if (child?.exitCode !== null || Date.now() > deadline)
              throw new CommandError(`${name} does not become healthy: see ${join(folderOf(name), 'log')}`)
            await delay(200)
          }
        }),
      )
    },

    /** Runs a service that ends by itself. */
    async runOnce(name: string, args: string[] = []): Promise<void> {
      const [code]: unknown[] = await once(await start(name, args), 'exit')
      if (code !== 0) throw new CommandError(`${name} failed: see ${join(folderOf(name), 'log')}`)
    },

    /** Ends every service, the last ones in the file first, and kills those that still run after half a minute. */
    async stopAll(): Promise<void> {
      for (const name of names.toReversed()) {
        const child = running.get(name)
        if (child === undefined || child.exitCode !== null || child.signalCode !== null) continue
        const exit = once(child, 'exit')
        child.kill('SIGTERM')
        const timer = setTimeout(() => child.kill('SIGKILL'), 30_000)
        await exit
        clearTimeout(timer)
      }
    },
  }
}

export type Services = ReturnType<typeof createServices>

/** What is not the hosts' code runs as another user if this one is root. */
const accountOf = ({ build }: Service): Account | undefined =>
  build?.context === '.' ? undefined : serverAccount

/** The folder in the image, except that the web runs as it does on a machine, and not from Next's standalone folder. */
const workingFolder = ({ build }: Service) => join(root, build?.dockerfile.replace('/Dockerfile', '') ?? '')

/** The command of the Compose file, else that of the image. */
function commandOf({ command, build }: Service, address: string): string[] {
  if (command.length > 0) return command
  return build?.dockerfile === 'apps/web/Dockerfile'
    ? ['node', 'node_modules/next/dist/bin/next', 'start', '-H', address]
    : ['node', '--import', 'tsx', 'src/main.ts']
}
