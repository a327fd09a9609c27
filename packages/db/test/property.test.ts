import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  countEligibleShiftsByDay,
  explainEligibility,
  listEligibleFacilities,
  streamEligibleShifts,
} from '../src/index.ts'
import {
  eligibleDays,
  eligibleFacilities,
  eligibleShifts,
  insertFixture,
  useTestDatabase,
  fixtureWithQuery,
} from '@shifts/testing'
import { fixtureExamples } from './fixtureExamples.ts'
import { collect, readAllPages } from './pages.ts'

const { db } = await useTestDatabase()

const streamed = (params: Parameters<typeof streamEligibleShifts>[1]) =>
  collect(streamEligibleShifts(db, params))

test(
  'list, count and export return what the rule gives every worker of any fixture',
  { timeout: 600_000 },
  async () => {
    const read = { fromFewFacilities: 0, fromMany: 0, counted: 0, overlapping: 0 }

    const property = fc.asyncProperty(fixtureWithQuery, async ([fixture, listing]) => {
      await insertFixture(db, fixture)
      for (const worker of fixture.workers) {
        const workerId = worker.id
        const { pageSizes, from, to, timeZone, facilityIds } = listing

        const facilities = await listEligibleFacilities(db, workerId)
        expect(facilities.toSorted((a, b) => a.id - b.id)).toEqual(eligibleFacilities(fixture, worker))

        const everything = await readAllPages(db, { workerId }, pageSizes)
        expect(everything).toEqual(eligibleShifts(fixture, worker))

        expect(await streamed({ workerId })).toEqual(everything)
        expect(await streamed({ workerId, from, to })).toEqual(eligibleShifts(fixture, worker, { from, to }))

        const inWindow = await readAllPages(db, { workerId, from, to }, pageSizes)
        expect(inWindow).toEqual(eligibleShifts(fixture, worker, { from, to }))

        const filtered = await readAllPages(db, { workerId, from, to, facilityIds }, pageSizes)
        expect(filtered).toEqual(eligibleShifts(fixture, worker, listing))
        expect(await streamed({ workerId, from, to, facilityIds })).toEqual(filtered)

        const days = await countEligibleShiftsByDay(db, { workerId, from, to, timeZone, facilityIds })
        expect(days).toEqual(eligibleDays(fixture, worker, listing))
        expect(days.reduce((sum, day) => sum + day.shifts, 0)).toBe(filtered.length)

        read[facilities.length > 45 ? 'fromMany' : 'fromFewFacilities'] += everything.length
        read.counted += filtered.length
        read.overlapping += everything.filter(({ overlapsClaimed }) => overlapsClaimed).length
      }
    })
    await fc.assert(property, { numRuns: 80, examples: fixtureExamples })

    // Fixtures without eligible shifts would prove nothing.
    for (const shifts of Object.values(read)) expect(shifts).toBeGreaterThan(0)
  },
)

test(
  'explainEligibility gives no reason for exactly the shifts that listEligibleShifts returns',
  { timeout: 600_000 },
  async () => {
    let eligible = 0
    const property = fc.asyncProperty(fixtureWithQuery, async ([fixture]) => {
      await insertFixture(db, fixture)
      for (const { id: workerId } of fixture.workers) {
        const reasons = await Promise.all(
          fixture.shifts.map(({ id: shiftId }) => explainEligibility(db, { workerId, shiftId })),
        )
        const withoutReason = fixture.shifts.filter((_, n) => reasons[n]?.length === 0).map(({ id }) => id)
        const listed = await readAllPages(db, { workerId }, [100])
        expect(listed.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(withoutReason)
        eligible += listed.length
      }
    })
    await fc.assert(property, { numRuns: 20, examples: fixtureExamples })

    // Fixtures without an eligible shift would prove nothing.
    expect(eligible).toBeGreaterThan(0)
  },
)
