import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { EligibleShift } from '../src/index.ts'
import { shift } from '../src/schema.ts'
import { emptyTables, makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { makeOtherFacilities, shapes } from './manyFacilities.ts'
import { pagesOf, walk } from './pages.ts'

const { db } = await useTestDatabase()
beforeEach(() => emptyTables(db))

const hour = (n: number) => `2026-12-01T${String(n).padStart(2, '0')}:00:00Z`
const endsAt = '2026-12-02T00:00:00Z'
const idsOf = (shifts: readonly EligibleShift[]) => shifts.map(({ id }) => id)

describe.each(shapes)('pages of a listing, for a worker who may work at $at,', ({ others }) => {
  beforeEach(() => makeOtherFacilities(db, others))

  /** A worker, who may claim shifts as another one does, and shifts that start at these hours, at two facilities. */
  async function makeListing(...hours: number[]) {
    const [reader, claimant] = [await makeWorker(db), await makeWorker(db)]
    const facilities = [await makeFacility(db), await makeFacility(db)]
    const open = async (startsAt: string, n = 0) => {
      const { id: facilityId } = facilities[n % facilities.length] ?? (await makeFacility(db))
      return (await makeShift(db, { facilityId, startsAt, endsAt })).id
    }
    const ids: number[] = []
    for (const [n, at] of hours.entries()) ids.push(await open(hour(at), n))
    const claim = async (id: number | undefined) => {
      if (id !== undefined) await db.update(shift).set({ workerId: claimant.id }).where(eq(shift.id, id))
    }
    return { question: { workerId: reader.id }, ids, open, claim }
  }

  test('together hold every shift once, in the order of start, then id', async () => {
    const { question, ids } = await makeListing(9, 3, 6, 3, 1)
    const [nine, three, six, threeToo, one] = ids
    expect(idsOf(await walk(db, question, [2]))).toEqual([one, three, threeToo, six, nine])
  })

  test('split shifts that start together without losing or repeating one', async () => {
    const { question, ids } = await makeListing(8, 8, 8, 8, 8, 8, 8)
    for (const size of [1, 2, 3, 7]) expect(idsOf(await walk(db, question, [size]))).toEqual(ids)
  })

  test('tell apart shifts that start a millionth of a second apart', async () => {
    const { question, open } = await makeListing()
    const late = await open('2026-12-01T08:00:00.000002Z')
    const early = await open('2026-12-01T08:00:00.000001Z')
    expect(idsOf(await walk(db, question, [1]))).toEqual([early, late])
  })

  test('skip nothing while shifts that were shown are claimed', async () => {
    const { question, ids, claim } = await makeListing(1, 2, 3, 4, 5, 6)
    const shown: number[] = []
    for await (const page of pagesOf(db, question, [2])) {
      shown.push(...idsOf(page))
      // The last one too, which the next page begins after.
      for (const { id } of page) await claim(id)
    }
    expect(shown).toEqual(ids)
  })

  test('skip nothing but what was claimed before it was reached', async () => {
    const { question, ids, claim } = await makeListing(1, 2, 3, 4, 5, 6)
    const shown: number[] = []
    for await (const page of pagesOf(db, question, [2])) {
      if (shown.length === 0) await claim(ids[3])
      shown.push(...idsOf(page))
    }
    expect(shown).toEqual(ids.filter((id) => id !== ids[3]))
  })

  test('repeat nothing while shifts are inserted before the place that was reached, and show those after it', async () => {
    const { question, ids, open } = await makeListing(1, 3, 5, 7)
    const shown: number[] = []
    let added: number | undefined
    for await (const page of pagesOf(db, question, [2])) {
      if (shown.length === 0) {
        await open(hour(2))
        added = await open(hour(6))
      }
      shown.push(...idsOf(page))
    }
    expect(shown).toEqual([...ids.slice(0, 3), added, ids[3]])
  })

  test('show a shift that was inserted beside the last one shown, at the same start', async () => {
    const { question, ids, open } = await makeListing(8, 8)
    const pages = pagesOf(db, question, [2])
    await pages.next()
    const added = await open(hour(8))
    const { value } = await pages.next()
    expect(value).toEqual([expect.objectContaining({ id: added })])
    expect(added).toBeGreaterThan(Math.max(...ids))
  })

  test('show what stays open once, in order, whatever is claimed and inserted between them', async () => {
    const change = fc.oneof(
      fc.record({ kind: fc.constant('claim' as const), nth: fc.nat({ max: 20 }) }),
      fc.record({ kind: fc.constant('insert' as const), at: fc.integer({ min: 0, max: 9 }) }),
    )
    const changes = fc.array(fc.array(change, { maxLength: 3 }), { minLength: 1, maxLength: 8 })
    const hours = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 12 })
    const sizes = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))

    const property = fc.asyncProperty(hours, sizes, changes, async (hours, sizes, changes) => {
      await emptyTables(db)
      await makeOtherFacilities(db, others)
      const { question, ids, open, claim } = await makeListing(...hours)
      const all = [...ids]
      const stayOpen = new Set(ids)
      const shown: EligibleShift[] = []
      let turn = 0
      for await (const page of pagesOf(db, question, sizes)) {
        shown.push(...page)
        for (const change of changes[turn++] ?? []) {
          if (change.kind === 'insert') all.push(await open(hour(change.at)))
          else {
            const id = all[change.nth % all.length]
            await claim(id)
            if (id !== undefined) stayOpen.delete(id)
          }
        }
      }
      const shownIds = idsOf(shown)
      expect(new Set(shownIds).size).toBe(shownIds.length)
      expect(shownIds).toEqual(expect.arrayContaining([...stayOpen]))
      const inOrder = shown.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || a.id - b.id)
      expect(shownIds).toEqual(idsOf(inOrder))
    })
    await fc.assert(property, { seed: 20_261_201, numRuns: 25 })
  })
})
