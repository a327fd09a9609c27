import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { repository } from './context.ts'
import { readDockerfile } from './dockerfile.ts'

const read = async <T>(path: string, schema: z.ZodType<T>) =>
  schema.parse(JSON.parse(await readFile(`${repository}/${path}`, 'utf8')))

test.each(['apps/server/Dockerfile', 'apps/web/Dockerfile'])(
  "%s builds with the workspace's versions of pnpm and turbo",
  async (dockerfile) => {
    const { packageManager } = await read('package.json', z.object({ packageManager: z.string() }))
    const turbo = await read('node_modules/turbo/package.json', z.object({ version: z.string() }))
    const programs = readDockerfile(`${repository}/${dockerfile}`)
      .flatMap(({ instructions }) => instructions)
      .flatMap(({ value }) => /npx -y (\S+)/.exec(value)?.[1] ?? [])
    expect(programs).toEqual([`turbo@${turbo.version}`, packageManager])
  },
)
