import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { cp, mkdir, mkdtemp, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, posix } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll } from 'vitest'
import { z } from 'zod'
import { readDockerfile, type Instruction } from './dockerfile.ts'

/** The result of a stage of a Dockerfile, with a folder of this machine as its root. */
export interface Image {
  root: string
  workdir: string
  env: Record<string, string>
  user: string
  command: string[]
}

/** The path on this machine for a path in the image. */
export const pathIn = ({ root, workdir }: Image, path: string) => join(root, posix.resolve(workdir, path))

/**
 * A folder for the stages of an image, deleted after the tests. It is not in the folder of the other tests, because pnpm downloads all
 * packages again for another file system than that of its store.
 */
export async function useImageFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'open-shifts-image-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  afterAll(remove)
  // Vitest runs no hook when it is interrupted.
  process.once('exit', remove)
  return folder
}

interface Build {
  /** The build context, from which a COPY without --from copies. */
  context: string
  stages: Map<string, Image>
}

/**
 * Executes a Dockerfile with the programs of this machine, each stage in its own folder below `folder`. Throws at an
 * unknown instruction, a failed command and a missing source.
 */
export async function buildImage(dockerfile: string, context: string, folder: string): Promise<Image> {
  const stages = new Map<string, Image>()
  let image: Image | undefined
  for (const { name, base, instructions } of readDockerfile(dockerfile)) {
    image = await startStage(join(folder, name), stages.get(base))
    for (const instruction of instructions) await execute(instruction, image, { context, stages })
    stages.set(name, image)
  }
  if (image === undefined) throw new Error(`${dockerfile} has no stage.`)
  return image
}

async function startStage(root: string, base: Image | undefined): Promise<Image> {
  await mkdir(root, { recursive: true })
  if (base === undefined) return { root, workdir: '/', env: {}, user: 'root', command: [] }
  await copy(base.root, root)
  return { ...base, env: { ...base.env }, root }
}

async function execute({ name, value }: Instruction, image: Image, build: Build): Promise<void> {
  switch (name) {
    case 'WORKDIR':
      image.workdir = posix.resolve(image.workdir, value)
      await mkdir(pathIn(image, '.'), { recursive: true })
      break
    case 'ENV':
      Object.assign(image.env, Object.fromEntries(value.split(' ').map((pair) => pair.split('='))))
      break
    case 'COPY':
      await executeCopy(value, image, build)
      break
    case 'RUN':
      await executeRun(value, image)
      break
    case 'USER':
      image.user = value
      break
    case 'CMD':
      image.command = z.array(z.string()).parse(JSON.parse(value))
      break
    case 'EXPOSE':
      break
    default:
      throw new Error(`The tests do not support ${name} in a Dockerfile.`)
  }
}

async function executeCopy(value: string, image: Image, { context, stages }: Build): Promise<void> {
  const { from, paths } = /^(?:--from=(?<from>\S+) )?(?<paths>.+)$/.exec(value)?.groups ?? {}
  const sources = (paths ?? '').split(' ')
  const target = sources.pop() ?? '.'
  const origin = from === undefined ? context : stages.get(from)?.root
  if (origin === undefined) throw new Error(`COPY ${value}: there is no such stage before this one.`)
  for (const source of sources) {
    const path = join(origin, source)
    const isFolder = (await stat(path)).isDirectory()
    await copy(path, pathIn(image, isFolder ? target : posix.join(target, basename(source))))
  }
}

/** Cache mounts are ignored, because this machine has the caches already. */
async function executeRun(value: string, image: Image): Promise<void> {
  const command = value.replace(/^(--mount=\S+\s+)+/, '')
  const child = spawn('/bin/sh', ['-c', command], {
    cwd: pathIn(image, '.'),
    env: { ...buildEnv, ...image.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  if (child.exitCode !== 0)
    throw new Error(`RUN ${command} ended with ${child.exitCode}:\n${output}${errors}`)
}

/** Without the variables of the test runner, as in a build. Settings of proxies and registries stay. */
const buildEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(NODE_ENV$|VITEST)/.test(name))),
  // Packages that the workspace's installation has downloaded are not downloaded again.
  pnpm_config_prefer_offline: 'true',
}

const copy = (from: string, to: string) => cp(from, to, { recursive: true, verbatimSymlinks: true })
