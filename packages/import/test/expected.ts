import { professions, type Profession } from '@shifts/db'
import type { Fixture } from '@shifts/testing'
import type { SourceRows } from './rows.ts'

/** A rejected row, as the file of rejects names it. */
export interface Rejected {
  table: keyof SourceRows
  id: number | null
  reason: string
}

export interface Expected {
  fixture: Fixture
  rejected: Rejected[]
  folded: { FacilityRequirement: number; DocumentWorker: number }
}

type ShiftRow = SourceRows['Shift'][number]
type TakenShift = Fixture['shifts'][number] & { claimedAt: string | null }

const maxId = 2_147_483_647
const knownZones = ['America/Chicago', 'Europe/Berlin', 'Asia/Kathmandu']
const isProfession = (value: string | null): value is Profession =>
  professions.some((profession) => profession === value)

/** What an import of the rows must result in, by plain loops. Facilities without a zone get `timeZone`. */
export function expectedOf(rows: SourceRows, timeZone: string): Expected {
  const rejected: Rejected[] = []
  /** The rows for which `reasonOf` returns nothing. */
  function take<Row extends { id: number | null }, Taken>(
    table: keyof SourceRows,
    all: Row[],
    takeRow: (row: Row) => Taken | string,
  ): Taken[] {
    return all.flatMap((row) => {
      const taken = takeRow(row)
      if (typeof taken !== 'string') return [taken]
      rejected.push({ table, id: row.id, reason: taken })
      return []
    })
  }
  const idProblem = (all: { id: number | null }[], id: number) => {
    if (id < 1 || id > maxId) return 'ID_OUT_OF_RANGE'
    return all.filter((other) => other.id === id).length > 1 ? 'ID_DUPLICATE' : undefined
  }

  const workers = take('Worker', rows.Worker, ({ id, name, profession, is_active }) => {
    if (id === null) return 'ID_NULL'
    const problem = idProblem(rows.Worker, id)
    if (problem) return problem
    if (name === null) return 'NAME_NULL'
    if (profession === null) return 'PROFESSION_NULL'
    if (!isProfession(profession)) return 'PROFESSION_UNKNOWN'
    if (is_active === null) return 'IS_ACTIVE_NULL'
    return { id, name, profession, isActive: is_active, holds: new Array<number>() }
  })
  const facilities = take('Facility', rows.Facility, (row) => {
    const { id, name, is_active, time_zone, city, state, latitude, longitude } = row
    if (id === null) return 'ID_NULL'
    const problem = idProblem(rows.Facility, id)
    if (problem) return problem
    if (name === null) return 'NAME_NULL'
    if (is_active === null) return 'IS_ACTIVE_NULL'
    if (time_zone !== null && !knownZones.includes(time_zone)) return 'TIME_ZONE_UNKNOWN'
    if ((latitude === null) !== (longitude === null)) return 'PLACE_INVALID'
    if (Math.abs(latitude ?? 0) > 90 || Math.abs(longitude ?? 0) > 180) return 'PLACE_INVALID'
    const place = { city, state, latitude, longitude }
    return {
      id,
      name,
      isActive: is_active,
      timeZone: time_zone ?? timeZone,
      ...place,
      requires: new Array<number>(),
    }
  })
  const documents = take('Document', rows.Document, ({ id, name, is_active }) => {
    if (id === null) return 'ID_NULL'
    const problem = idProblem(rows.Document, id)
    if (problem) return problem
    if (name === null) return 'NAME_NULL'
    if (is_active === null) return 'IS_ACTIVE_NULL'
    return { id, name, isActive: is_active }
  })

  const folded = { FacilityRequirement: 0, DocumentWorker: 0 }
  function takePair<Row extends { id: number; document_id: number | null }>(
    table: 'FacilityRequirement' | 'DocumentWorker',
    all: Row[],
    kind: 'FACILITY' | 'WORKER',
    ownerIdOf: (row: Row) => number | null,
    documentsOf: (id: number) => number[] | undefined,
  ) {
    take(table, all, (row) => {
      const ownerId = ownerIdOf(row)
      if (ownerId === null) return `${kind}_ID_NULL`
      if (row.document_id === null) return 'DOCUMENT_ID_NULL'
      const owned = documentsOf(ownerId)
      if (owned === undefined) return `${kind}_UNKNOWN`
      if (!documents.some(({ id }) => id === row.document_id)) return 'DOCUMENT_UNKNOWN'
      if (owned.includes(row.document_id)) folded[table]++
      else owned.push(row.document_id)
      return {}
    })
  }
  const requiredBy = (facilityId: number) => facilities.find(({ id }) => id === facilityId)?.requires
  const heldBy = (workerId: number) => workers.find(({ id }) => id === workerId)?.holds
  takePair('FacilityRequirement', rows.FacilityRequirement, 'FACILITY', (row) => row.facility_id, requiredBy)
  takePair('DocumentWorker', rows.DocumentWorker, 'WORKER', (row) => row.worker_id, heldBy)

  const takeShift = (row: ShiftRow): TakenShift | string => {
    const { id, start, end, profession, is_deleted, facility_id, worker_id, claimed_at } = row
    if (id === null) return 'ID_NULL'
    const problem = idProblem(rows.Shift, id)
    if (problem) return problem
    if (facility_id === null) return 'FACILITY_ID_NULL'
    if (profession === null) return 'PROFESSION_NULL'
    if (!isProfession(profession)) return 'PROFESSION_UNKNOWN'
    if (start === null) return 'STARTS_AT_NULL'
    if (end === null) return 'ENDS_AT_NULL'
    if (is_deleted === null) return 'IS_DELETED_NULL'
    if (!start.startsWith('2026-')) return 'STARTS_AT_OUT_OF_RANGE'
    if (!end.startsWith('2026-')) return 'ENDS_AT_OUT_OF_RANGE'
    const minutes = (Date.parse(`${end}Z`) - Date.parse(`${start}Z`)) / 60_000
    if (minutes <= 0) return 'ENDS_NOT_AFTER_START'
    if (minutes > 24 * 60) return 'LONGER_THAN_24_HOURS'
    if (!facilities.some((facility) => facility.id === facility_id)) return 'FACILITY_UNKNOWN'
    if (worker_id !== null && !workers.some((worker) => worker.id === worker_id)) return 'WORKER_UNKNOWN'
    if (claimed_at !== null && worker_id === null) return 'CLAIMED_BY_NOBODY'
    return {
      id,
      facilityId: facility_id,
      profession,
      startsAt: `${start.replace('.000', '')}Z`,
      endsAt: `${end.replace('.000', '')}Z`,
      isDeleted: is_deleted,
      workerId: worker_id,
      claimedAt: claimed_at,
    }
  }
  const candidates = take('Shift', rows.Shift, takeShift)
  const overlapping = overlappingClaims(candidates)
  for (const { id } of overlapping) rejected.push({ table: 'Shift', id, reason: 'CLAIM_OVERLAPS' })
  const shifts = candidates.filter((shift) => !overlapping.includes(shift))
  return { fixture: { workers, facilities, documents, shifts }, rejected, folded }
}

/** Each worker takes its claims in the order in which they were made, and cannot take one that overlaps. */
function overlappingClaims(shifts: TakenShift[]): TakenShift[] {
  const claims = shifts
    .filter(({ claimedAt, isDeleted }) => claimedAt !== null && !isDeleted)
    .sort((a, b) => Date.parse(a.claimedAt ?? '') - Date.parse(b.claimedAt ?? '') || a.id - b.id)
  const taken: TakenShift[] = []
  return claims.filter((claim) => {
    const overlaps = taken.some(
      (other) =>
        other.workerId === claim.workerId && other.startsAt < claim.endsAt && claim.startsAt < other.endsAt,
    )
    if (!overlaps) taken.push(claim)
    return overlaps
  })
}
