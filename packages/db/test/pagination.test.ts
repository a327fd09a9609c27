import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { EligibleShift } from '../src/index.ts'
import { shift } from '../src/schema.ts'
import { emptyTables, makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { makeOtherFacilities, shapes } from './manyFacilities.ts'
import { pagesOf, readAllPages } from './pages.ts'

const { db } = await useTestDatabase()
beforeEach(() => emptyTables(db))

type Change = { kind: 'claim'; nth: number } | { kind: 'insert'; at: number }

const hour = (n: number) => `2026-12-01T${String(n).padStart(2, '0')}:00:00Z`
const endsAt = '2026-12-02T00:00:00Z'
const idsOf = (shifts: readonly EligibleShift[]) => shifts.map(({ id }) => id)

describe.each(shapes)('pages of a listing, for a worker who may work at $at,', ({ others }) => {
  beforeEach(() => makeOtherFacilities(db, others))

  /** A worker, open shifts that start at these hours at two facilities, and a function with which another worker claims. */
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
    return { listing: { workerId: reader.id }, ids, open, claim }
  }

  test('contain every shift once, by start, then id', async () => {
    const { listing, ids } = await makeListing(9, 3, 6, 3, 1)
    const [nine, three, six, threeToo, one] = ids
    expect(idsOf(await readAllPages(db, listing, [2]))).toEqual([one, three, threeToo, six, nine])
  })

  test('split shifts with the same start without losing or repeating one', async () => {
    const { listing, ids } = await makeListing(8, 8, 8, 8, 8, 8, 8)
    for (const size of [1, 2, 3, 7]) expect(idsOf(await readAllPages(db, listing, [size]))).toEqual(ids)
  })

  test('distinguish shifts that start a microsecond apart', async () => {
    const { listing, open } = await makeListing()
    const late = await open('2026-12-01T08:00:00.000002Z')
    const early = await open('2026-12-01T08:00:00.000001Z')
    expect(idsOf(await readAllPages(db, listing, [1]))).toEqual([early, late])
  })

  test('skip nothing while shifts of earlier pages are claimed', async () => {
    const { listing, ids, claim } = await makeListing(1, 2, 3, 4, 5, 6)
    const read: number[] = []
    for await (const page of pagesOf(db, listing, [2])) {
      read.push(...idsOf(page))
      // The last one too, which the next page begins after.
      for (const { id } of page) await claim(id)
    }
    expect(read).toEqual(ids)
  })

  test('skip only shifts that were claimed before their page', async () => {
    const { listing, ids, claim } = await makeListing(1, 2, 3, 4, 5, 6)
    const read: number[] = []
    for await (const page of pagesOf(db, listing, [2])) {
      if (read.length === 0) await claim(ids[3])
      read.push(...idsOf(page))
    }
    expect(read).toEqual(ids.filter((id) => id !== ids[3]))
  })

  test('repeat nothing while shifts are inserted before the position, and contain those inserted after it', async () => {
    const { listing, ids, open } = await makeListing(1, 3, 5, 7)
    const read: number[] = []
    let added: number | undefined
    for await (const page of pagesOf(db, listing, [2])) {
      if (read.length === 0) {
        await open(hour(2))
        added = await open(hour(6))
      }
      read.push(...idsOf(page))
    }
    expect(read).toEqual([...ids.slice(0, 3), added, ids[3]])
  })

  test('contain a shift that was inserted with the same start as the last one read', async () => {
    const { listing, ids, open } = await makeListing(8, 8)
    const pages = pagesOf(db, listing, [2])
    await pages.next()
    const added = await open(hour(8))
    const { value } = await pages.next()
    expect(value).toEqual([expect.objectContaining({ id: added })])
    expect(added).toBeGreaterThan(Math.max(...ids))
  })

  test('contain every shift that stays open once, in order, whatever is claimed and inserted between them', async () => {
    const change = fc.oneof<fc.Arbitrary<Change>[]>(
      fc.record({ kind: fc.constant('claim'), nth: fc.nat({ max: 20 }) }),
      fc.record({ kind: fc.constant('insert'), at: fc.integer({ min: 0, max: 9 }) }),
    )
    const changes = fc.array(fc.array(change, { maxLength: 3 }), { minLength: 1, maxLength: 8 })
    const hours = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 12 })
    const sizes = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))

    // The shift after which the next page begins is claimed, and one with the same start is inserted.
    const examples: [number[], [number, number], Change[][]][] = [
      [
        [8, 8, 8, 8],
        [2, 2],
        [
          [
            { kind: 'claim', nth: 1 },
            { kind: 'insert', at: 8 },
          ],
        ],
      ],
    ]
    const property = fc.asyncProperty(hours, sizes, changes, async (hours, sizes, changes) => {
      await emptyTables(db)
      await makeOtherFacilities(db, others)
      const { listing, ids, open, claim } = await makeListing(...hours)
      const all = [...ids]
      const stayOpen = new Set(ids)
      const read: EligibleShift[] = []
      let pageNumber = 0
      for await (const page of pagesOf(db, listing, sizes)) {
        read.push(...page)
        for (const change of changes[pageNumber++] ?? []) {
          if (change.kind === 'insert') all.push(await open(hour(change.at)))
          else {
            const id = all[change.nth % all.length]
            await claim(id)
            if (id !== undefined) stayOpen.delete(id)
          }
        }
      }
      const readIds = idsOf(read)
      expect(new Set(readIds).size).toBe(readIds.length)
      expect(readIds).toEqual(expect.arrayContaining([...stayOpen]))
      const inOrder = read.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || a.id - b.id)
      expect(readIds).toEqual(idsOf(inOrder))
    })
    await fc.assert(property, { numRuns: 25, examples })
  })
})
