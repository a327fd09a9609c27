import { professions } from '@shifts/db'
import fc from 'fast-check'
import type { Model } from './state.ts'

const hourMs = 3_600_000

const workerIds = [1, 2, 3, 4, 5, 6]
const facilityIds = [1, 2, 3, 4]
const documentIds = [1, 2, 3]

export const workerId = fc.constantFrom(...workerIds)
export const facilityId = fc.constantFrom(...facilityIds)
export const documentId = fc.constantFrom(...documentIds)
export const profession = fc.constantFrom(...professions)

/** Six times in seven. */
export const mostly = <T>(usual: fc.Arbitrary<T>, otherwise: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: otherwise })
export const always = fc.constant
/** Mostly true, so that most rows stay active however often they are switched. */
export const usuallyActive = mostly(always(true), always(false))
const someDocuments = fc.subarray(documentIds)
const noDocuments = fc.subarray(documentIds, { maxLength: 0 })
const allDocuments = fc.subarray(documentIds, { minLength: documentIds.length })

/** The times of a shift: full hours of few days, a month ahead or a month ago, so that many touch or overlap. */
export const timesAround = (now: string) =>
  fc
    .record({
      days: mostly(always(30), always(-30)),
      start: fc.integer({ min: 0, max: 40 }),
      hours: fc.constantFrom(2, 4, 8, 24),
    })
    .map(({ days, start, hours }) => {
      const at = (hour: number) =>
        new Date(Date.parse(now) + (days * 24 + hour) * hourMs).toISOString().replace('.000Z', 'Z')
      return { startsAt: at(start), endsAt: at(start + hours) }
    })

/** Many workers are eligible for many of the shifts, and some have an imported assignment. */
export function modelAround(now: string): fc.Arbitrary<Model> {
  const facility = fc.record({ isActive: usuallyActive, requires: mostly(noDocuments, someDocuments) })
  const worker = fc.record({ isActive: usuallyActive, holds: mostly(allDocuments, someDocuments) })
  const shift = fc.record({
    times: timesAround(now),
    facilityId,
    profession,
    isDeleted: mostly(always(false), always(true)),
    workerId: mostly<number | null>(always(null), workerId),
  })
  const rows = fc.record({
    facilities: fc.tuple(...facilityIds.map(() => facility)),
    workers: fc.tuple(...workerIds.map(() => worker)),
    shifts: fc.array(shift, { minLength: 18, maxLength: 28 }),
  })
  return rows.map(({ facilities, workers, shifts }) => ({
    documents: documentIds.map((id) => ({ id, name: `Document ${id}`, isActive: true })),
    facilities: numbered('Facility', facilities).map((facility) => ({ ...facility, timeZone: 'UTC' })),
    workers: numbered('Worker', workers).map((worker) => ({ ...worker, profession: professionOf(worker) })),
    shifts: shifts.map(({ times, ...shift }, n) => ({ id: n + 1, ...times, ...shift, claimedAt: null })),
    nextShiftId: shifts.length + 1,
    history: [],
    now,
  }))
}

const numbered = <Row extends object>(kind: string, rows: Row[]) =>
  rows.map((row, n) => ({ id: n + 1, name: `${kind} ${n + 1}`, ...row }))

/** Distributes the professions evenly. */
const professionOf = ({ id }: { id: number }) => professions[id % professions.length] ?? 'RN'
