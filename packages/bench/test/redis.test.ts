import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startRedis } from '../src/process/redis.ts'

test('returns undefined if no redis-server is installed', async () => {
  await usePath()
  expect(await startRedis()).toBeUndefined()
})

test('returns undefined if the installed redis-server does not run', async () => {
  const folder = await usePath()
  await writeFile(join(folder, 'redis-server'), '#!/bin/sh\nexit 1\n')
  await chmod(join(folder, 'redis-server'), 0o755)
  expect(await startRedis()).toBeUndefined()
})

/** Sets PATH to a new folder, and returns it. */
async function usePath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'open-shifts-path-'))
  vi.stubEnv('PATH', folder)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  })
  return folder
}
