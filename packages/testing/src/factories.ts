import type { Database } from '@shifts/db'
import { document, documentWorker, facility, facilityRequirement, shift, worker } from '@shifts/db/schema'

type Id = { id: number }
type NewShift = typeof shift.$inferInsert

const defaultStart = '2026-12-01T14:00:00Z'
const defaultHours = 8

export async function makeWorker(db: Database<'primary'>, values: Partial<typeof worker.$inferInsert> = {}) {
  const rows = await db
    .insert(worker)
    .values({ name: 'Ada Reyes', profession: 'RN', ...values })
    .returning()
  return only(rows)
}

export async function makeFacility(
  db: Database<'primary'>,
  values: Partial<typeof facility.$inferInsert> = {},
) {
  const rows = await db
    .insert(facility)
    .values({ name: 'Lakeside Clinic', timeZone: 'America/Chicago', ...values })
    .returning()
  return only(rows)
}

export async function makeDocument(
  db: Database<'primary'>,
  values: Partial<typeof document.$inferInsert> = {},
) {
  const rows = await db
    .insert(document)
    .values({ name: 'CPR card', ...values })
    .returning()
  return only(rows)
}

/** An open shift, eight hours long unless `endsAt` says otherwise. */
export async function makeShift(
  db: Database<'primary'>,
  values: Pick<NewShift, 'facilityId'> & Partial<Omit<NewShift, 'facilityId'>>,
) {
  const startsAt = values.startsAt ?? defaultStart
  const endsAt = new Date(Date.parse(startsAt) + defaultHours * 3_600_000).toISOString()
  const rows = await db
    .insert(shift)
    .values({ profession: 'RN', startsAt, endsAt, ...values })
    .returning()
  return only(rows)
}

/** Makes the facility require the document. */
export async function requireDocument(
  db: Database<'primary'>,
  { id: facilityId }: Id,
  { id: documentId }: Id,
) {
  return only(await db.insert(facilityRequirement).values({ facilityId, documentId }).returning())
}

/** Makes the worker hold the document. */
export async function giveDocument(db: Database<'primary'>, { id: workerId }: Id, { id: documentId }: Id) {
  return only(await db.insert(documentWorker).values({ workerId, documentId }).returning())
}

function only<T>([row]: T[]): T {
  if (row === undefined) throw new Error('The insert returned no row.')
  return row
}
