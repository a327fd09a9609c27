import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EnvironmentError } from '@shifts/db'
import { expect, onTestFinished, test } from 'vitest'
import { authSecret } from '../src/auth/secret.ts'

test('a secret is generated once and stored, readable only by its owner', async () => {
  const file = await newFile()
  const secret = await authSecret({}, file)
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(await authSecret({}, file)).toBe(secret)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('calls that find no secret at the same time get the same one', async () => {
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
  ['filled with zeros after a crash of the machine', '\0'.repeat(43)],
])('a stored secret that is %s is replaced', async (_, content) => {
  const file = await newFile()
  await writeFile(file, content)
  const secret = await authSecret({}, file)
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(await readFile(file, 'utf8')).toBe(secret)
})

test('a full disk leaves no partial secret, and the error names the cause', async () => {
  const file = await newFile()
  expect(await authSecretOnFullDisk(file)).toMatch(/^EnvironmentError: AUTH_SECRET: .*EFBIG/)
  expect(await readdir(join(file, '..'))).toEqual([])
  expect(await authSecret({}, file)).toMatch(/^[\w-]{43}$/)
})

test('if the secret cannot be stored, the error names the variable', async () => {
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

/** The output of a process that can create files but write nothing into them. */
async function authSecretOnFullDisk(file: string): Promise<string> {
  const node = [process.execPath, '--import', 'tsx', '--input-type=module', '--eval', program, file]
  const limited = ['-c', 'trap "" XFSZ; ulimit -f 0; exec "$@"', 'sh', ...node]
  const child = spawn('/bin/sh', limited, { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  let output = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) output += String(chunk)
  await closed
  return output
}
