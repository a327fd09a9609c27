import type { Database } from '../src/index.ts'
import { facility } from '../src/schema.ts'

/** The listing has one branch for a worker with few eligible facilities and one for a worker with many. */
export const shapes = [
  { at: 'few facilities', others: 0 },
  { at: 'many facilities', others: 50 },
]

/** Creates facilities without shifts and without requirements. */
export async function makeOtherFacilities(db: Database<'primary'>, count: number): Promise<void> {
  const others = Array.from({ length: count }, (_, n) => ({ name: `Other Clinic ${n}`, timeZone: 'UTC' }))
  if (others.length > 0) await db.insert(facility).values(others)
}
