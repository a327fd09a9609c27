import { eq, inArray, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { facility, facilityRequirement } from '../src/schema.ts'
import { emptyTables, makeDocument, makeFacility, requireDocument, useTestDatabase } from '@shifts/testing'

// A facility's requirements are stored twice, as rows and as an array in the facility. The two must always agree.

const { db } = await useTestDatabase()

const requirements = facilityRequirement
const of = ({ id }: { id: number }) => eq(requirements.facilityId, id)

/** The array that the rule reads. */
async function kept({ id }: { id: number }): Promise<number[] | undefined> {
  const [row] = await db
    .select({ documentIds: facility.requiredDocumentIds })
    .from(facility)
    .where(eq(facility.id, id))
  return row?.documentIds
}

/** The facilities whose array differs from their rows, by id. */
async function wrong(): Promise<unknown[]> {
  const { rows } = await db.execute(sql`
    select id from facility where required_document_ids <> array(
      select document_id from facility_requirement where facility_id = facility.id order by document_id
    )`)
  return rows
}

const idsOf = (rows: { id: number }[]) => rows.map(({ id }) => id).toSorted((a, b) => a - b)

beforeEach(() => emptyTables(db))

test('a new facility has no requirements, whatever value is inserted', async () => {
  const card = await makeDocument(db)
  const clinic = await makeFacility(db, { requiredDocumentIds: idsOf([card]) })
  expect(await kept(clinic)).toEqual([])
})

test('the array follows when a requirement is added, replaced, moved and removed', async () => {
  const [clinic, other] = [await makeFacility(db), await makeFacility(db)]
  const [card, license] = [await makeDocument(db), await makeDocument(db)]
  await requireDocument(db, clinic, license)
  await requireDocument(db, clinic, card)
  expect(await kept(clinic)).toEqual(idsOf([card, license]))

  const otherDocument = await makeDocument(db)
  await db
    .update(requirements)
    .set({ documentId: otherDocument.id })
    .where(eq(requirements.documentId, license.id))
  expect(await kept(clinic)).toEqual(idsOf([card, otherDocument]))

  await db
    .update(requirements)
    .set({ facilityId: other.id })
    .where(eq(requirements.documentId, otherDocument.id))
  expect([await kept(clinic), await kept(other)]).toEqual([[card.id], [otherDocument.id]])

  await db.delete(requirements).where(of(clinic))
  expect([await kept(clinic), await kept(other)]).toEqual([[], [otherDocument.id]])
})

test('the arrays of many facilities follow in one statement', async () => {
  const facilities = await Promise.all([makeFacility(db), makeFacility(db), makeFacility(db)])
  const documents = [await makeDocument(db), await makeDocument(db), await makeDocument(db)]
  await db
    .insert(requirements)
    .values(
      facilities.flatMap(({ id }) =>
        documents.map((document) => ({ facilityId: id, documentId: document.id })),
      ),
    )
  for (const each of facilities) expect(await kept(each)).toEqual(idsOf(documents))
  await db.delete(requirements).where(inArray(requirements.documentId, idsOf(documents).slice(1)))
  for (const each of facilities) expect(await kept(each)).toEqual(idsOf(documents).slice(0, 1))
  await db.execute(sql`truncate facility_requirement`)
  for (const each of facilities) expect(await kept(each)).toEqual([])
})

test('replaces a value written into the array by the required documents', async () => {
  const clinic = await makeFacility(db)
  const [card, license] = [await makeDocument(db), await makeDocument(db)]
  await requireDocument(db, clinic, card)
  await db.update(facility).set({ requiredDocumentIds: [license.id] })
  expect(await kept(clinic)).toEqual([card.id])
  await db.update(facility).set({ requiredDocumentIds: [], name: 'Renamed' })
  expect(await kept(clinic)).toEqual([card.id])
})

test('a rolled back change does not change the array', async () => {
  const clinic = await makeFacility(db)
  const card = await makeDocument(db)
  const undone = db.transaction(async (transaction) => {
    await transaction.insert(requirements).values({ facilityId: clinic.id, documentId: card.id })
    transaction.rollback()
  })
  await expect(undone).rejects.toThrow('Rollback')
  expect(await kept(clinic)).toEqual([])
})

describe('with two transactions at once', () => {
  test('both changes count, although neither sees the other', async () => {
    const clinic = await makeFacility(db)
    const [card, license] = [await makeDocument(db), await makeDocument(db)]
    const require = (document: { id: number }) => ({ facilityId: clinic.id, documentId: document.id })
    let second: Promise<unknown> = Promise.resolve()
    await db.transaction(async (first) => {
      await first.insert(requirements).values(require(card))
      second = db.insert(requirements).values(require(license)).execute()
      await untilLockIsAwaited()
    })
    await second
    expect(await kept(clinic)).toEqual(idsOf([card, license]))
  })

  test('one may add what the other removes', async () => {
    const clinic = await makeFacility(db)
    const [card, license] = [await makeDocument(db), await makeDocument(db)]
    await requireDocument(db, clinic, card)
    let second: Promise<unknown> = Promise.resolve()
    await db.transaction(async (first) => {
      await first.delete(requirements).where(of(clinic))
      second = requireDocument(db, clinic, license)
      await untilLockIsAwaited()
    })
    await second
    expect(await kept(clinic)).toEqual([license.id])
  })

  test('a repeatable-read transaction gets a serialization failure', async () => {
    const clinic = await makeFacility(db)
    const [card, license] = [await makeDocument(db), await makeDocument(db)]
    const late = db.transaction(
      async (transaction) => {
        await transaction.select().from(requirements)
        await requireDocument(db, clinic, card)
        await transaction.insert(requirements).values({ facilityId: clinic.id, documentId: license.id })
      },
      { isolationLevel: 'repeatable read' },
    )
    await expect(late).rejects.toMatchObject({ cause: { code: '40001' } })
    expect(await kept(clinic)).toEqual([card.id])
  })

  /** Waits until a statement waits for a lock. */
  const untilLockIsAwaited = () =>
    expect
      .poll(async () => {
        const { rows } = await db.execute(sql`
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
        return rows.length
      })
      .toBe(1)
})

const smallId = fc.integer({ min: 1, max: 4 })

/** Statements on facilities and documents 1 to 4 that never fail. */
const statement = fc.oneof(
  fc.array(fc.tuple(smallId, smallId), { maxLength: 6 }).map(
    (pairs) => sql`
      insert into facility_requirement (facility_id, document_id)
      select (pair ->> 0)::int, (pair ->> 1)::int from json_array_elements(${JSON.stringify(pairs)}::json) pair
      on conflict do nothing`,
  ),
  smallId.map((id) => sql`delete from facility_requirement where document_id = ${id}`),
  smallId.map((id) => sql`delete from facility_requirement where facility_id = ${id}`),
  fc.tuple(smallId, smallId).map(
    ([from, to]) => sql`
      update facility_requirement moved set facility_id = ${to}
      where facility_id = ${from} and not exists (
        select from facility_requirement where facility_id = ${to} and document_id = moved.document_id
      )`,
  ),
  fc
    .tuple(smallId, smallId)
    .map(
      ([facilityId, documentId]) =>
        sql`update facility set required_document_ids = array[${documentId}::int] where id = ${facilityId}`,
    ),
)

test('the rows and the array agree after any statement', { timeout: 60_000 }, async () => {
  let changed = 0
  const property = fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 8 }), async (plan) => {
    await emptyTables(db)
    for (const id of [1, 2, 3, 4]) {
      await makeFacility(db, { id })
      await makeDocument(db, { id })
    }
    for (const each of plan) {
      changed += (await db.execute(each)).rowCount ?? 0
      expect(await wrong()).toEqual([])
    }
  })
  await fc.assert(property, { numRuns: 100 })
  expect(changed).toBeGreaterThan(100)
})
