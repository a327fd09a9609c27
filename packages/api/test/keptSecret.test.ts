import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EnvironmentError } from '@shifts/db'
import { expect, onTestFinished, test } from 'vitest'
import { authSecret } from '../src/auth/secret.ts'

test('a secret is made once, for its owner alone, and kept', async () => {
  const file = await newFile()
  const secret = await authSecret({}, file)
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(await authSecret({}, file)).toBe(secret)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('those who find no secret at the same moment get the same one', async () => {
  const file = await newFile()
  await writeFile(file, '')
  const secrets = await Promise.all(Array.from({ length: 20 }, () => authSecret({}, file)))
  expect(secrets[0]).toMatch(/^[\w-]{43}$/)
  expect(new Set(secrets).size).toBe(1)
  expect(await readdir(join(file, '..'))).toEqual(['auth-secret'])
})

test.each([
  ['empty', ''],
  ['cut off', 'kR0v3'],
  ['made of the zeros that a crash of the machine leaves', '\0'.repeat(43)],
])('a kept secret that is %s is replaced', async (_, content) => {
  const file = await newFile()
  await writeFile(file, content)
  const secret = await authSecret({}, file)
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(await readFile(file, 'utf8')).toBe(secret)
})

test('a full disk leaves no part of a secret, and is named', async () => {
  const file = await newFile()
  expect(await authSecretWhereNothingCanBeWritten(file)).toMatch(/^EnvironmentError: AUTH_SECRET: .*EFBIG/)
  expect(await readdir(join(file, '..'))).toEqual([])
  expect(await authSecret({}, file)).toMatch(/^[\w-]{43}$/)
})

test('a secret that cannot be kept is refused in a sentence that names the variable', async () => {
  const file = await newFile()
  await writeFile(file, '')
  const below = join(file, 'auth-secret')
  await expect(authSecret({}, below)).rejects.toThrow(EnvironmentError)
  await expect(authSecret({}, below)).rejects.toThrow(/^AUTH_SECRET: .*ENOTDIR/)
})

async function newFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'open-shifts-secret-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'auth-secret')
}

const program = `
  import { authSecret } from '${new URL('../src/auth/secret.ts', import.meta.url).href}'
  console.log(await authSecret({}, process.argv[1]).catch(String))
`

/** What a process gets that can create files, but may not write a byte into them. */
async function authSecretWhereNothingCanBeWritten(file: string): Promise<string> {
  const node = [process.execPath, '--import', 'tsx', '--input-type=module', '--eval', program, file]
  const limited = ['-c', 'trap "" XFSZ; ulimit -f 0; exec "$@"', 'sh', ...node]
  const child = spawn('/bin/sh', limited, { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  let output = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) output += String(chunk)
  await closed
  return output
}
