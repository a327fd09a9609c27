import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const packageFolder = fileURLToPath(new URL('..', import.meta.url))
const filesIn = async (folder: string) => (await readdir(folder, { recursive: true })).toSorted()

test('the migrations are complete: generating them again adds none', async () => {
  // drizzle-kit resolves `out` and the schema's imports from its working directory.
  const copy = await mkdtemp(path.join(packageFolder, 'node_modules', '.migrations-'))
  onTestFinished(() => rm(copy, { recursive: true }))
  const migrations = path.join(packageFolder, 'migrations')
  await cp(migrations, copy, { recursive: true })

  const out = path.relative(packageFolder, copy)
  const generate = ['generate', '--dialect', 'postgresql', '--schema', 'src/schema.ts', '--out', out]
  const drizzleKit = path.join(packageFolder, 'node_modules', '.bin', 'drizzle-kit')
  const { stdout } = await promisify(execFile)(drizzleKit, generate, { cwd: packageFolder })

  expect(stdout).toContain('nothing to migrate')
  expect(await filesIn(copy)).toEqual(await filesIn(migrations))
})
