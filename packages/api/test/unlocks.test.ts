import {
  emptyTables,
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
  useTestDatabase,
} from '@shifts/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { createApi } from './api.ts'
import { failureOf, invalidPaths } from './failure.ts'
import { serviceToken, workerToken } from './tokens.ts'

const { db } = await useTestDatabase()
beforeEach(() => emptyTables(db))

const api = createApi(db)
const { document, shift } = await api.caller(serviceToken)

const unknownId = 2_147_483_647
const december = { from: '2026-12-01T00:00:00Z', to: '2027-01-01T00:00:00Z' }
const later = { startsAt: '2026-12-20T14:00:00Z', endsAt: '2026-12-20T22:00:00Z' }

const call = (path: string, input: object, token = serviceToken) => api.callProcedure({ path, input }, token)

/** A worker who holds a badge, and lacks a card and a test. Some facilities require only the badge, others also one or both. */
async function setUp({ isActive = true } = {}) {
  const worker = await makeWorker(db, { isActive })
  const [badge, card, tbTest] = [
    await makeDocument(db, { name: 'Badge' }),
    await makeDocument(db, { name: 'CPR card' }),
    await makeDocument(db, { name: 'TB test' }),
  ]
  await giveDocument(db, worker, badge)
  const facilityWith = async (...documents: { id: number }[]) => {
    const facility = await makeFacility(db)
    for (const required of [badge, ...documents]) await requireDocument(db, facility, required)
    return facility
  }
  const [needsCard, needsBoth, open] = [
    await facilityWith(card),
    await facilityWith(tbTest, card),
    await facilityWith(),
  ]
  const ids = {
    withCard: (await makeShift(db, { facilityId: needsCard.id, ...later })).id,
    withBoth: (await makeShift(db, { facilityId: needsBoth.id })).id,
    alsoWithBoth: (await makeShift(db, { facilityId: needsBoth.id, ...later })).id,
    already: (await makeShift(db, { facilityId: open.id })).id,
  }
  const named = ({ id, name }: { id: number; name: string }) => ({ id, name })
  return {
    workerId: worker.id,
    badge: named(badge),
    card: named(card),
    tbTest: named(tbTest),
    needsCard,
    needsBoth,
    ids,
  }
}

const idsOf = ({ shifts }: { shifts: { id: number }[] }) => shifts.map(({ id }) => id)

describe('document.listUnlocks', () => {
  test('returns what each document adds alone, and sets of which every document matters', async () => {
    const { workerId, card, tbTest } = await setUp()
    expect(await document.listUnlocks({ workerId, ...december })).toEqual({
      unlocks: [
        { documents: [card, tbTest], facilities: 2, shifts: 3 },
        { documents: [card], facilities: 1, shifts: 1 },
      ],
    })
  })

  test('counts only what the window and the filter keep', async () => {
    const { workerId, card, tbTest, needsBoth } = await setUp()
    const { id } = needsBoth
    const both = { documents: [card, tbTest], facilities: 1 }
    const unlocksOf = async (selection: object) =>
      (await document.listUnlocks({ workerId, ...selection })).unlocks
    expect(await unlocksOf({ to: '2026-12-02T00:00:00Z' })).toEqual([{ ...both, shifts: 1 }])
    expect(await unlocksOf({ fromDay: '2026-12-01', toDay: '2026-12-02' })).toEqual([{ ...both, shifts: 1 }])
    expect(await unlocksOf({ facilityIds: [id] })).toEqual([{ ...both, shifts: 2 }])
    expect(await unlocksOf({ facilityIds: [id], weekdays: ['sun'] })).toEqual([{ ...both, shifts: 1 }])
    expect(await unlocksOf({ weekdays: ['mon'] })).toEqual([])
    expect(await unlocksOf({ minHours: 9 })).toEqual([])
  })

  test('is empty for an inactive worker, and for one who lacks nothing', async () => {
    const inactive = await setUp({ isActive: false })
    expect(await document.listUnlocks({ workerId: inactive.workerId })).toEqual({ unlocks: [] })
    const { id: workerId } = await makeWorker(db)
    const { id: facilityId } = await makeFacility(db)
    await makeShift(db, { facilityId })
    expect(await document.listUnlocks({ workerId, facilityIds: [facilityId] })).toEqual({ unlocks: [] })
  })
})

describe('shift.listUnlocked', () => {
  test('lists exactly the shifts that the documents would add, as listings do', async () => {
    const { workerId, badge, card, tbTest, ids, needsCard } = await setUp()
    const listed = async (...documents: { id: number }[]) =>
      idsOf(await shift.listUnlocked({ workerId, documentIds: documents.map(({ id }) => id) }))
    expect(await listed(card)).toEqual([ids.withCard])
    expect(await listed(tbTest)).toEqual([])
    expect(await listed(card, tbTest)).toEqual([ids.withBoth, ids.withCard, ids.alsoWithBoth])
    expect(await listed(tbTest, badge, card, card)).toEqual([ids.withBoth, ids.withCard, ids.alsoWithBoth])
    expect(await listed(badge)).toEqual([])
    expect(await shift.listUnlocked({ workerId, documentIds: [card.id] })).toMatchObject({
      shifts: [{ id: ids.withCard, facility: { id: needsCard.id }, overlapsClaimed: false, ...later }],
      nextCursor: null,
    })
  })

  test('takes a window and a filter', async () => {
    const { workerId, card, tbTest, ids, needsBoth } = await setUp()
    const documentIds = [card.id, tbTest.id]
    const listed = async (selection: object) =>
      idsOf(await shift.listUnlocked({ workerId, documentIds, ...selection }))
    expect(await listed({ facilityIds: [needsBoth.id] })).toEqual([ids.withBoth, ids.alsoWithBoth])
    expect(await listed({ fromDay: '2026-12-02' })).toEqual([ids.withCard, ids.alsoWithBoth])
    expect(await listed({ to: '2026-12-02T00:00:00Z' })).toEqual([ids.withBoth])
    expect(await listed({ partsOfDay: ['night'] })).toEqual([])
  })

  test('is read page by page, with a cursor that belongs to the set of documents', async () => {
    const { workerId, card, tbTest, ids } = await setUp()
    const input = { workerId, documentIds: [card.id, tbTest.id] }
    const { shifts, nextCursor } = await shift.listUnlocked({ ...input, limit: 1 })
    expect(shifts).toMatchObject([{ id: ids.withBoth }])
    const cursor = nextCursor ?? ''
    const rest = [ids.withCard, ids.alsoWithBoth]
    expect(await shift.listUnlocked({ ...input, cursor })).toMatchObject({ nextCursor: null })
    for (const documentIds of [input.documentIds, [tbTest.id, card.id, tbTest.id]])
      expect(idsOf(await shift.listUnlocked({ workerId, documentIds, cursor }))).toEqual(rest)
    for (const other of [
      { documentIds: [card.id] },
      { documentIds: [tbTest.id] },
      { from: december.from },
      { notStarted: true },
    ]) {
      const response = await call('shift.listUnlocked', { ...input, ...other, cursor })
      expect(failureOf(response)).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
      expect(invalidPaths(response)).toEqual(['cursor'])
    }
    const listed = await call('shift.listEligible', { workerId, cursor })
    expect(invalidPaths(listed)).toEqual(['cursor'])
  })

  test('is empty for an inactive worker', async () => {
    const { workerId, card, tbTest } = await setUp({ isActive: false })
    expect(await shift.listUnlocked({ workerId, documentIds: [card.id, tbTest.id] })).toEqual({
      shifts: [],
      nextCursor: null,
    })
  })

  test.each([
    ['no list', undefined, 'documentIds'],
    ['an empty list', [], 'documentIds'],
    ['one id instead of a list', 1, 'documentIds'],
    ['null', null, 'documentIds'],
    ['malformed ids', [1, '2', 0], 'documentIds.1'],
    ['ids past the integer range', [2_147_483_648], 'documentIds.0'],
    ['more than 100 ids', Array(101).fill(1), 'documentIds'],
  ])('refuses %s', async (_, documentIds, invalidPath) => {
    const { workerId } = await setUp()
    const response = await call('shift.listUnlocked', { workerId, documentIds })
    expect(failureOf(response)).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
    expect(invalidPaths(response)).toContain(invalidPath)
  })

  test('names the unknown documents, each once', async () => {
    const { workerId, card } = await setUp()
    const documentIds = [card.id, unknownId, unknownId]
    const refusal = failureOf(await call('shift.listUnlocked', { workerId, documentIds }))
    expect(refusal).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
      message: `There is no document ${unknownId}.`,
    })
  })
})

describe('shift.listOneDocumentAway', () => {
  test('lists the shifts that lack one document, each with that document', async () => {
    const { workerId, card, ids, needsCard } = await setUp()
    expect(await shift.listOneDocumentAway({ workerId })).toMatchObject({
      shifts: [{ id: ids.withCard, facility: { id: needsCard.id }, missingDocument: card, ...later }],
      nextCursor: null,
    })
    expect(await shift.listOneDocumentAway({ workerId, to: later.startsAt })).toEqual({
      shifts: [],
      nextCursor: null,
    })
  })

  test('lists what the documents unlock one by one, page by page', async () => {
    const { workerId, card, tbTest, ids, needsBoth } = await setUp()
    await giveDocument(db, { id: workerId }, tbTest)
    const all = [ids.withBoth, ids.withCard, ids.alsoWithBoth]
    expect(idsOf(await shift.listUnlocked({ workerId, documentIds: [card.id] }))).toEqual(all)
    const { shifts, nextCursor } = await shift.listOneDocumentAway({ workerId, limit: 2 })
    const cursor = nextCursor ?? ''
    const rest = await shift.listOneDocumentAway({ workerId, limit: 2, cursor })
    expect([...idsOf({ shifts }), ...idsOf(rest)]).toEqual(all)
    const other = await shift.listOneDocumentAway({ workerId, facilityIds: [needsBoth.id] })
    expect(idsOf(other)).toEqual([ids.withBoth, ids.alsoWithBoth])
  })

  test('is empty for an inactive worker', async () => {
    const { workerId } = await setUp({ isActive: false })
    expect(await shift.listOneDocumentAway({ workerId })).toEqual({ shifts: [], nextCursor: null })
  })
})

test.each(['document.listUnlocks', 'shift.listUnlocked', 'shift.listOneDocumentAway'])(
  '%s is for the worker alone',
  async (path) => {
    const [{ workerId, card }, other] = [await setUp(), await setUp()]
    const input = { workerId, ...(path === 'shift.listUnlocked' && { documentIds: [card.id] }) }
    expect(await call(path, input, await workerToken(workerId))).toMatchObject({ status: 200 })
    const response = await call(path, input, await workerToken(other.workerId))
    expect(failureOf(response)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
  },
)
