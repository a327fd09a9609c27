import { describe, expect, test } from 'vitest'
import { getWorker, listEligibleFacilities, listEligibleShifts, NotFoundError } from '../src/index.ts'
import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
  useTestDatabase,
} from '@shifts/testing'

const { db } = await useTestDatabase()

/** Whether a worker who holds the documents `held` is eligible for a shift of a facility that requires `required`. */
async function mayTake({ required, held }: { required: string[]; held: string[] }): Promise<boolean> {
  const worker = await makeWorker(db)
  const clinic = await makeFacility(db)
  const shift = await makeShift(db, { facilityId: clinic.id })
  for (const name of new Set([...required, ...held])) {
    const document = await makeDocument(db, { name })
    if (required.includes(name)) await requireDocument(db, clinic, document)
    if (held.includes(name)) await giveDocument(db, worker, document)
  }
  const shifts = await listEligibleShifts(db, { workerId: worker.id, facilityIds: [clinic.id], limit: 10 })
  const facilities = await listEligibleFacilities(db, worker.id)
  const isListed = shifts.some(({ id }) => id === shift.id)
  expect(facilities.some(({ id }) => id === clinic.id)).toBe(isListed)
  return isListed
}

describe('the worker holds every document that the facility requires', () => {
  test('and nothing else', async () => {
    expect(await mayTake({ required: ['CPR', 'TB test'], held: ['CPR', 'TB test'] })).toBe(true)
  })

  test('and others too', async () => {
    expect(await mayTake({ required: ['CPR'], held: ['CPR', 'TB test', 'Flu shot'] })).toBe(true)
  })

  test('not if one of several is missing', async () => {
    expect(await mayTake({ required: ['CPR', 'TB test'], held: ['CPR'] })).toBe(false)
    expect(await mayTake({ required: ['CPR', 'TB test'], held: ['TB test'] })).toBe(false)
  })

  test('not if it holds as many other documents', async () => {
    expect(await mayTake({ required: ['CPR', 'TB test'], held: ['Flu shot', 'License'] })).toBe(false)
  })

  test('if the facility requires nothing, whatever the worker holds', async () => {
    expect(await mayTake({ required: [], held: ['CPR'] })).toBe(true)
  })

  test('if the facility requires nothing and the worker holds nothing', async () => {
    expect(await mayTake({ required: [], held: [] })).toBe(true)
  })

  test('not if the worker holds nothing and something is required', async () => {
    expect(await mayTake({ required: ['CPR'], held: [] })).toBe(false)
  })
})

test('a required document that is itself inactive is still required', async () => {
  const clinic = await makeFacility(db)
  const retired = await makeDocument(db, { isActive: false })
  await requireDocument(db, clinic, retired)
  const [without, withDocument] = [await makeWorker(db), await makeWorker(db)]
  await giveDocument(db, withDocument, retired)
  const facilityIdsOf = async (workerId: number) =>
    (await listEligibleFacilities(db, workerId)).map(({ id }) => id)
  expect(await facilityIdsOf(without.id)).not.toContain(clinic.id)
  expect(await facilityIdsOf(withDocument.id)).toContain(clinic.id)
})

describe('a worker by id', () => {
  test('has its documents, sorted by name', async () => {
    const worker = await makeWorker(db, { name: 'Noor Haddad', profession: 'LVN' })
    const later = await makeDocument(db, { name: 'TB test' })
    const earlier = await makeDocument(db, { name: 'CPR card' })
    await giveDocument(db, worker, later)
    await giveDocument(db, worker, earlier)
    expect(await getWorker(db, worker.id)).toEqual({
      id: worker.id,
      name: 'Noor Haddad',
      profession: 'LVN',
      isActive: true,
      documents: [
        { id: earlier.id, name: 'CPR card' },
        { id: later.id, name: 'TB test' },
      ],
      home: null,
    })
  })

  test('is returned if it holds no document', async () => {
    const worker = await makeWorker(db)
    expect(await getWorker(db, worker.id)).toMatchObject({ id: worker.id, documents: [] })
  })

  test('is returned if it is inactive', async () => {
    const worker = await makeWorker(db, { isActive: false })
    expect(await getWorker(db, worker.id)).toMatchObject({ isActive: false })
  })

  test('is NOT_FOUND if there is none', async () => {
    await expect(getWorker(db, 2_147_483_647)).rejects.toThrow(new NotFoundError('worker', [2_147_483_647]))
  })
})
