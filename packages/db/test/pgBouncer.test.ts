import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { BehindPgBouncerError } from '../src/index.ts'
import { isMigrated, migrate } from '../src/migrate/migrate.ts'
import { seed } from '@shifts/seed'
import { useTestDatabase } from '@shifts/testing'

/** The URL as that of a PgBouncer. */
function behindPgBouncer(url: string): string {
  const behind = new URL(url)
  behind.searchParams.set('pgbouncer', 'true')
  return behind.href
}

describe('a database that is up to date', async () => {
  const { db, url } = await useTestDatabase()

  test('has nothing to migrate', async () => {
    expect(await isMigrated(db)).toBe(true)
    await expect(migrate(behindPgBouncer(url))).resolves.toBeUndefined()
  })

  test('is not seeded', async () => {
    await expect(seed(behindPgBouncer(url), { preset: 'tiny' })).rejects.toThrow(BehindPgBouncerError)
  })
})

describe('a database that was never migrated', async () => {
  const { db, url } = await useTestDatabase()
  await db.execute('drop schema drizzle cascade')

  test('is not migrated', async () => {
    await expect(migrate(behindPgBouncer(url))).rejects.toThrow(BehindPgBouncerError)
    expect(await isMigrated(db)).toBe(false)
  })

  test.each(['migrate', 'seed'])('refuses pnpm %s with a message that says what to do', (command) => {
    const cli = fileURLToPath(new URL(`../../../scripts/${command}.ts`, import.meta.url))
    const env = { ...process.env, DATABASE_URL: behindPgBouncer(url) }
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', cli], {
      env,
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stderr.trimEnd()).toBe(new BehindPgBouncerError().message)
  })
})
