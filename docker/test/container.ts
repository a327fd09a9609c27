import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Service } from '../compose.ts'
import { pathIn, type Image } from './image.ts'

export interface Exit {
  code: number | null
  output: string
}

/** Runs a command in an image, with only the image's environment and `env`. */
export function runIn(image: Image, command: string[], env: Record<string, string>) {
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    cwd: pathIn(image, '.'),
    env: { PATH: process.env.PATH, ...image.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended: Promise<Exit> = Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]).then(([output, errors]) => ({ code: child.exitCode, output: output + errors }))
  return { child, ended }
}

/** Runs the service's check until it succeeds, as Docker does. Throws if the server ends instead. */
export async function untilHealthy(
  image: Image,
  { healthcheck }: Service,
  env: Record<string, string>,
  server: Promise<Exit>,
): Promise<void> {
  let last: Exit | undefined
  void server.then((ended) => (last = ended))
  while (last === undefined) {
    const { code } = await runIn(image, healthcheck?.test.slice(1) ?? [], env).ended
    if (code === 0) return
    await setTimeout(1_000)
  }
  throw new Error(`The server ended by itself:\n${last.output}`)
}

/** The files of a folder with the time of their last change, to check whether anything was written. */
export async function stateOf(folder: string): Promise<Record<string, number>> {
  const names = await readdir(folder, { recursive: true })
  const entries = names.map(async (name) => [name, (await lstat(join(folder, name))).mtimeMs] as const)
  return Object.fromEntries(await Promise.all(entries))
}
