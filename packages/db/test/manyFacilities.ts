import type { Database } from '../src/index.ts'
import { facility } from '../src/schema.ts'

/** The listing is read in one way where a worker may work at few facilities, and in another where at many. */
export const shapes = [
  { at: 'few facilities', others: 0 },
  { at: 'many facilities', others: 50 },
]

/** Facilities without shifts that let in everybody. */
export async function makeOtherFacilities(db: Database, count: number): Promise<void> {
  const others = Array.from({ length: count }, (_, n) => ({ name: `Other Clinic ${n}`, timeZone: 'UTC' }))
  if (others.length > 0) await db.insert(facility).values(others)
}
