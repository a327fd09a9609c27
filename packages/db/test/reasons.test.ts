import fc from 'fast-check'
import { expect, test } from 'vitest'
import { explainEligibility, type IneligibilityReason } from '../src/index.ts'
import { fixtureWithQuery, insertFixture, useTestDatabase, type Fixture } from '@shifts/testing'
import { readAllPages } from './pages.ts'

const { db } = await useTestDatabase()

/** A change of the fixture after which one reason no longer holds. */
interface Repair {
  name: string
  apply: (fixture: Fixture, ids: Ids) => void
}

interface Ids {
  workerId: number
  shiftId: number
}

function find({ workers, facilities, shifts }: Fixture, { workerId, shiftId }: Ids) {
  const worker = workers.find(({ id }) => id === workerId)
  const shift = shifts.find(({ id }) => id === shiftId)
  const facility = facilities.find(({ id }) => id === shift?.facilityId)
  if (!worker || !shift || !facility) throw new Error('The fixture has no such worker or shift.')
  return { worker, shift, facility }
}

/** One repair for each reason, and for each missing document. */
function repairsOf({ code, documents = [] }: IneligibilityReason): Repair[] {
  switch (code) {
    case 'FACILITY_INACTIVE':
      return [{ name: code, apply: (...where) => void (find(...where).facility.isActive = true) }]
    case 'SHIFT_DELETED':
      return [{ name: code, apply: (...where) => void (find(...where).shift.isDeleted = false) }]
    case 'WORKER_INACTIVE':
      return [{ name: code, apply: (...where) => void (find(...where).worker.isActive = true) }]
    case 'SHIFT_CLAIMED':
      return [{ name: code, apply: (...where) => void (find(...where).shift.workerId = null) }]
    case 'DOCUMENTS_MISSING':
      return documents.map(({ id }) => ({
        name: code,
        apply: (...where) => void find(...where).worker.holds.push(id),
      }))
    case 'PROFESSION_MISMATCH':
      return [
        {
          name: code,
          apply(...where) {
            const { worker, shift } = find(...where)
            shift.profession = worker.profession
          },
        },
      ]
  }
}

/** Whether the worker is offered the shift after these repairs. */
async function isListedAfter(fixture: Fixture, ids: Ids, repairs: Repair[]): Promise<boolean> {
  const repaired = structuredClone(fixture)
  for (const { apply } of repairs) apply(repaired, ids)
  await insertFixture(db, repaired)
  const listed = await readAllPages(db, { workerId: ids.workerId }, [200])
  return listed.some(({ id }) => id === ids.shiftId)
}

test(
  'a shift is listed once every reason is repaired, and not if any one is left',
  { timeout: 600_000 },
  async () => {
    const necessary = new Map<string, number>()
    let most = 0
    const property = fc.asyncProperty(fixtureWithQuery, async ([fixture]) => {
      await insertFixture(db, fixture)
      for (const { id: workerId } of fixture.workers.slice(0, 2)) {
        const explained = await Promise.all(
          fixture.shifts.map(async ({ id: shiftId }) => {
            const reasons = await explainEligibility(db, { workerId, shiftId })
            return { shiftId, repairs: reasons.flatMap(repairsOf) }
          }),
        )
        // The one with the most reasons, and another one.
        const [first, ...others] = explained.toSorted((a, b) => b.repairs.length - a.repairs.length)
        for (const shown of [first, others[Math.floor(others.length / 2)]]) {
          if (!shown) continue
          const ids = { workerId, shiftId: shown.shiftId }
          expect(await isListedAfter(fixture, ids, shown.repairs)).toBe(true)
          for (const left of shown.repairs) {
            const others = shown.repairs.filter((repair) => repair !== left)
            expect({ left: left.name, isListed: await isListedAfter(fixture, ids, others) }).toEqual({
              left: left.name,
              isListed: false,
            })
            necessary.set(left.name, (necessary.get(left.name) ?? 0) + 1)
          }
          most = Math.max(most, shown.repairs.length)
        }
        await insertFixture(db, fixture)
      }
    })
    const codes = [
      'DOCUMENTS_MISSING',
      'FACILITY_INACTIVE',
      'PROFESSION_MISMATCH',
      'SHIFT_CLAIMED',
      'SHIFT_DELETED',
      'WORKER_INACTIVE',
    ]
    const untested = () => codes.filter((code) => !necessary.has(code))
    await fc.assert(property, { numRuns: 12 })
    // By chance, some reason may not have occurred yet.
    for (let more = 0; more < 10 && untested().length > 0; more++) await fc.assert(property, { numRuns: 5 })
    expect(untested()).toEqual([])
    expect(most).toBeGreaterThan(2)
  },
)
