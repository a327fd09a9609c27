import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbeddedPostgres } from '@shifts/embedded-postgres'
import { runCommand } from '@shifts/db/command'
import { appUrlOf, migrate } from '@shifts/db/migrate'
import { seed } from '@shifts/seed'
import { createTestFolder } from '@shifts/testing/testFolder'
import { startHost } from '../hostProcess.ts'
import { serviceToken, workerToken } from '../tokens.ts'
import { fuzz } from './fuzz.ts'

/** `pnpm --filter @shifts/server fuzz --requests N --seed N`: fuzzes a temporary host on a temporary database. */
async function main(): Promise<void> {
  const number = { type: 'string' } as const
  const { values } = parseArgs({ options: { requests: number, seed: number } })
  const requests = Number(values.requests ?? 10_000)
  const fuzzSeed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
  console.log(`${requests} requests, seed ${fuzzSeed}`)

  const folder = await createTestFolder('open-shifts-fuzz-')
  const database = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: false })
  try {
    const appUrl = appUrlOf(database.url)
    await migrate(database.url, { appUrl })
    await seed(database.url, { preset: 'tiny', anchor: '2026-12-01' })
    await fuzzHost(appUrl, requests, fuzzSeed)
  } finally {
    await database.stop()
    for (const path of [database.folder, folder]) await rm(path, { recursive: true, force: true })
  }
}

async function fuzzHost(databaseUrl: string, requests: number, seed: number): Promise<void> {
  const host = await startHost(
    { url: databaseUrl },
    {
      RATE_LIMIT_PER_MINUTE: '1000000000',
      CORS_ORIGINS: 'https://a.example',
    },
  )
  const tokens = [serviceToken, await workerToken(1), await workerToken(2)]
  const statuses = new Map<string, number>()
  let responses = 0
  const onResponse = (status: string) => {
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    responses += 1
    if (responses % 5_000 === 0) console.log(`${responses} responses`)
  }
  try {
    await fuzz(host.url, { requests, seed, tokens, onResponse })
  } finally {
    console.table(Object.fromEntries(statuses))
    host.kill('SIGTERM')
    console.log(`The host exited with ${await host.exited}.`)
  }
}

runCommand(main)
