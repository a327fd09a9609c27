import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { UserError } from '@shifts/db/command'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** A URL, because in a path Node would interpret "#", "?" and "%". */
const exitWithParent = new URL('exitWithParent.mjs', import.meta.url).href

/** A command has failed. The message says why. */
export class CommandError extends UserError {
  override readonly name = 'CommandError'
}

/** Starts a Node process that ends when this process does, even if this one is killed. */
export function startNode(args: string[], options: SpawnOptions): ChildProcess {
  return spawn(process.execPath, ['--import', exitWithParent, ...args], {
    stdio: 'inherit',
    ...options,
  })
}

/** Runs a command until it ends. Rejects if it fails, or when it is aborted. */
export async function run(command: string, args: string[], options: SpawnOptions = {}): Promise<void> {
  const child = spawn(command, args, { stdio: 'inherit', cwd: root, ...options })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new CommandError(`${[command, ...args].join(' ')} ended with ${code}.`)
}

/** Rejects with CommandError as soon as the child ends. */
export async function rejectOnExit(name: string, child: ChildProcess): Promise<never> {
  const [code, signal]: unknown[] = await once(child, 'exit')
  throw new CommandError(
    `${name} has ended by itself, with ${String(code ?? signal)}. Its last lines say why.`,
  )
}

/** Ends a child process, and kills it if it still runs after ten seconds. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const killTimer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  child.kill('SIGTERM')
  await once(child, 'exit')
  clearTimeout(killTimer)
}

/**
 * A signal that aborts when this process should end: on Ctrl-C, SIGTERM, a closed terminal, or when its parent has ended.
 */
export function shutdownSignal(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort())
  const parent = process.ppid
  const npx = findNpx()
  const isOrphaned = () => process.ppid !== parent || (npx !== undefined && !exists(npx))
  setInterval(() => isOrphaned() && controller.abort(), 300).unref()
  return controller.signal
}

/**
 * The pid of the npx that started this process, if any. A SIGTERM to npx ends only npx, and this process gets no signal.
 * Linux only.
 */
function findNpx(): number | undefined {
  let pid = process.ppid
  try {
    while (pid > 1) {
      if (/^npm exec|\bnpx\b/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')))
        return pid
      // "pid (name) state parent …", where the name may contain spaces and parentheses.
      pid = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ')[1])
    }
  } catch {
    // No /proc, or an ancestor that ended meanwhile.
  }
  return undefined
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Waits until the signal is aborted. */
export const aborted = (signal: AbortSignal): Promise<unknown> =>
  signal.aborted ? Promise.resolve() : once(signal, 'abort')
