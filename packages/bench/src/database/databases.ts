import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@shifts/embedded-postgres'
import { migrate } from '@shifts/db/migrate'
import { seed, type Preset, type PresetName } from '@shifts/seed'
import { execute } from './query.ts'

const dayMs = 86_400_000
const daysAhead = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10)

/** Tomorrow, because a shift that has started cannot be claimed. Except for the dates, the rows are always the same. */
const anchor = daysAhead(1)

/** Thirty days from the anchor on. */
export const month = { from: `${anchor}T00:00:00Z`, to: `${daysAhead(31)}T00:00:00Z` }

/** The databases of a run, on a temporary PostgreSQL. Benchmarks share them, because seeding takes time. */
export interface Databases {
  /** The URL of a database with the preset, changed by `change`. Benchmarks must only read it. */
  seeded: (preset: PresetName, change?: Partial<Preset>) => Promise<string>
  /** A database without tables, which the caller must drop. */
  empty: () => Promise<DatabaseCopy>
  /** A copy of a seeded database, which the caller may change and must drop. */
  copyOf: (url: string) => Promise<DatabaseCopy>
  /** Stops the server and deletes its files. */
  close: () => Promise<void>
}

export interface DatabaseCopy {
  url: string
  drop: () => Promise<void>
}

export async function startDatabases(log: (line: string) => void): Promise<Databases> {
  const folder = await mkdtemp(join(tmpdir(), 'open-shifts-bench-'))
  // As root, PostgreSQL runs as another user, which needs access.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: false })
  const seededUrls = new Map<string, Promise<string>>()
  let created = 0

  async function create(template?: string): Promise<string> {
    const url = new URL(server.url)
    const name = `bench_${++created}`
    const from =
      template === undefined ? '' : ` template "${new URL(template).pathname.slice(1)}" strategy file_copy`
    await execute(server.url, `create database ${name}${from}`)
    url.pathname = name
    return url.href
  }

  const withDrop = (url: string): DatabaseCopy => ({
    url,
    drop: () => execute(server.url, `drop database "${new URL(url).pathname.slice(1)}" with (force)`),
  })

  async function createSeeded(preset: PresetName, change: Partial<Preset>): Promise<string> {
    const url = await create()
    await migrate(url)
    const { shifts, seconds } = await seed(url, { preset, change, anchor })
    log(`${preset}: ${shifts.toLocaleString('en-US')} shifts seeded in ${seconds.toFixed(1)} s`)
    return url
  }

  return {
    seeded(preset, change = {}) {
      const key = JSON.stringify([preset, change])
      const url = seededUrls.get(key) ?? createSeeded(preset, change)
      seededUrls.set(key, url)
      return url
    },
    empty: async () => withDrop(await create()),
    copyOf: async (template) => withDrop(await create(template)),
    async close() {
      await server.stop()
      for (const path of [server.folder, folder])
        await rm(path, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}
