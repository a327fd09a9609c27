import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const exitWithParent = fileURLToPath(new URL('exitWithParent.mjs', import.meta.url))

/** A child that ends when this process does, however it ends. */
export function startNode(script: string, args: string[], options: SpawnOptions): ChildProcess {
  return spawn(process.execPath, ['--import', exitWithParent, script, ...args], {
    stdio: 'inherit',
    ...options,
  })
}

/** Runs a command to its end. Rejects if it fails, or when it is aborted. */
export async function run(command: string, args: string[], options: SpawnOptions = {}): Promise<void> {
  const child = spawn(command, args, { stdio: 'inherit', cwd: root, ...options })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${code}.`)
}

/** Asks a child to end, and insists after ten seconds. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const insist = setTimeout(() => child.kill('SIGKILL'), 10_000)
  child.kill('SIGTERM')
  await once(child, 'exit')
  clearTimeout(insist)
}

/**
 * Aborts when this process is asked to end: Ctrl-C, TERM, a closed terminal, or its parent gone. The last stands for a
 * TERM that a package manager did not pass on.
 */
export function endRequested(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort())
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && controller.abort(), 300).unref()
  return controller.signal
}

/** Waits until the signal is aborted. */
export const aborted = (signal: AbortSignal): Promise<unknown> =>
  signal.aborted ? Promise.resolve() : once(signal, 'abort')
