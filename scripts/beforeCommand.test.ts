import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'

const root = fileURLToPath(new URL('..', import.meta.url))

test.each([
  ['package.json', ['start', 'dev', 'seed', 'import', 'migrate', 'retain', 'token', 'identity', 'bench']],
  ['apps/server/package.json', ['start']],
])('every command of %s reads .env, before anything else is loaded', (file, names) => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(root, file), 'utf8')))
  for (const name of names)
    expect(scripts[name]).toMatch(/^node --require \S+\/scripts\/beforeCommand\.cjs --import tsx /)
})

test('.env sets what the environment does not', () => {
  const lines = ['\uFEFFPORT=3100\r', 'export HOST="::1" # here', '', '# API_PORT=1', 'API_PORT=4100', 'TZ=']
  const { stdout } = runIn('checkout', lines.join('\n'), { API_PORT: '4200', TZ: 'UTC' })
  expect(JSON.parse(stdout)).toMatchObject({ PORT: '3100', HOST: '::1', API_PORT: '4200', TZ: 'UTC' })
})

test('a command works without .env', () => {
  expect(runIn('checkout', undefined)).toMatchObject({ status: 0, stderr: '' })
})

test('names an invalid line of .env, and does not print its value', () => {
  const { status, stdout, stderr } = runIn('checkout', 'PORT=3100\nAUTH_SECRET s3cret\nHOST=::1\n')
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toMatch(/^\S+\.env has a line that is not NAME=value: AUTH_SECRET …\n$/)
})

test('.env is read in a folder of almost any name', () => {
  const { stdout } = runIn('#1 & ünï%20 100% "$HOME" `id` -x', 'PORT=3100')
  expect(JSON.parse(stdout)).toMatchObject({ PORT: '3100' })
})

test.each(['what?', 'back\\slash'])(
  'refuses a folder that the tools cannot handle with a message: %s',
  (name) => {
    const { status, stderr } = runIn(name, undefined)
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /^.* cannot be used, for its path has [?\\] in it: rename it or move it elsewhere\.\n$/,
    )
  },
)

/** Runs a command that prints its environment, in a checkout with this name and this .env. */
function runIn(name: string, envFile: string | undefined, env: NodeJS.ProcessEnv = {}) {
  const parent = mkdtempSync(join(tmpdir(), 'open-shifts-env-'))
  onTestFinished(() => rmSync(parent, { recursive: true }))
  const folder = join(parent, name)
  mkdirSync(join(folder, 'scripts'), { recursive: true })
  for (const file of ['beforeCommand.cjs', 'assertFolder.cjs', 'loadEnvFile.cjs'])
    cpSync(join(root, 'scripts', file), join(folder, 'scripts', file))
  if (envFile !== undefined) writeFileSync(join(folder, '.env'), envFile)
  return spawnSync(
    process.execPath,
    ['--require', './scripts/beforeCommand.cjs', '--print', 'JSON.stringify(process.env)'],
    { cwd: folder, env, encoding: 'utf8' },
  )
}
