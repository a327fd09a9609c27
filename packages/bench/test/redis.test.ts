import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startRedis } from '../src/process/redis.ts'

test('there is no Redis where no redis-server is installed', async () => {
  await usePath()
  expect(await startRedis()).toBeUndefined()
})

test('there is no Redis where the redis-server that is installed does not run', async () => {
  const folder = await usePath()
  await writeFile(join(folder, 'redis-server'), '#!/bin/sh\nexit 1\n')
  await chmod(join(folder, 'redis-server'), 0o755)
  expect(await startRedis()).toBeUndefined()
})

/** Programs are found in the folder that is returned, and nowhere else. */
async function usePath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'open-shifts-path-'))
  vi.stubEnv('PATH', folder)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  })
  return folder
}
