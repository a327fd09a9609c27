import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@shifts/db/embedded'
import { migrate } from '@shifts/db/migrate'
import { seed, type PresetName } from '@shifts/db/seed'

export interface BenchDatabase {
  url: string
  /** The instant from which on shifts are upcoming. */
  from: string
  close: () => Promise<void>
}

/** The same day always, so that anyone finds the same rows. */
const anchor = '2026-12-01'

const midnight = (day: string) => `${day}T00:00:00Z`

/** A database of the user's own, which is seeded already. It is only read. */
export const givenDatabase = (url: string): BenchDatabase => ({
  url,
  from: midnight(new Date().toISOString().slice(0, 10)),
  close: async () => {},
})

/** A new PostgreSQL with a seeded database. Nothing is left of it after `close`. */
export async function throwAwayDatabase(preset: PresetName, shifts?: number): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'open-shifts-bench-'))
  // Root's PostgreSQL runs as another user, who has to get in.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: false })
  const close = async () => {
    await server.stop()
    for (const path of [server.folder, folder])
      await rm(path, { recursive: true, force: true, maxRetries: 10 })
  }
  try {
    await migrate(server.url)
    await seed(server.url, { preset, shifts, anchor })
  } catch (error) {
    await close()
    throw error
  }
  return { url: server.url, from: midnight(anchor), close }
}
