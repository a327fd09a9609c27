import { makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { expect, test } from 'vitest'
import type { RouterInputs } from '../src/index.ts'
import { createApi } from './api.ts'
import { workerToken } from './tokens.ts'

const { db } = await useTestDatabase()
const api = createApi(db)

/** A worker, the ids of a facility's open shifts, and a function that reads pages of them. */
async function setUp(shifts: number) {
  const worker = await makeWorker(db)
  const { id: facilityId } = await makeFacility(db)
  const ids: number[] = []
  for (let n = 0; n < shifts; n++) ids.push((await makeShift(db, { facilityId })).id)
  const { shift } = await api.caller(await workerToken(worker.id))
  const input = { workerId: worker.id, facilityIds: [facilityId] }
  const page = (more: Partial<RouterInputs['shift']['listEligible']> = {}) =>
    shift.listEligible({ ...input, ...more })
  return { ids, page }
}

const idsOf = ({ shifts }: { shifts: { id: number }[] }) => shifts.map(({ id }) => id)

test('the last page has no cursor', async () => {
  const { ids, page } = await setUp(5)
  const first = await page({ limit: 3 })
  const last = await page({ limit: 3, cursor: first.nextCursor ?? '' })
  expect([idsOf(first), idsOf(last)]).toEqual([ids.slice(0, 3), ids.slice(3)])
  expect(last.nextCursor).toBeNull()
})

test('a last page that is full has no cursor', async () => {
  const { ids, page } = await setUp(4)
  const first = await page({ limit: 2 })
  const last = await page({ limit: 2, cursor: first.nextCursor ?? '' })
  expect(idsOf(last)).toEqual(ids.slice(2))
  expect(last.nextCursor).toBeNull()
})

test('neither the only page nor an empty one has a cursor', async () => {
  expect(await (await setUp(2)).page({ limit: 2 })).toMatchObject({ shifts: [{}, {}], nextCursor: null })
  expect(await (await setUp(0)).page()).toEqual({ shifts: [], nextCursor: null })
})

test('a page has 100 shifts unless another limit is given', async () => {
  const { ids, page } = await setUp(101)
  const first = await page()
  expect(idsOf(first)).toEqual(ids.slice(0, 100))
  expect(idsOf(await page({ cursor: first.nextCursor ?? '' }))).toEqual(ids.slice(100))
  expect(idsOf(await page({ limit: 500 }))).toEqual(ids)
})

test('a cursor works for pages of any size, and repeatedly', async () => {
  const { ids, page } = await setUp(6)
  const cursor = (await page({ limit: 1 })).nextCursor ?? ''
  for (const limit of [1, 3, 500])
    expect(idsOf(await page({ limit, cursor }))).toEqual(ids.slice(1, 1 + limit))
})

test('a cursor made in process works over HTTP, where undefined values are left out', async () => {
  const { ids, page } = await setUp(3)
  const { nextCursor } = await page({ limit: 1, from: undefined, to: undefined, direction: 'forward' })
  expect(idsOf(await page({ cursor: nextCursor ?? '' }))).toEqual(ids.slice(1))
})
