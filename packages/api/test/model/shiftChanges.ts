import fc from 'fast-check'
import { assignments, change, type Change } from './change.ts'
import { always, facilityId, mostly, profession, timesAround, workerId } from './arbitraries.ts'
import type { ModelShift } from './state.ts'

/** Selects a shift: taken modulo the number of shifts. */
export const pick = fc.nat({ max: 999 })

/** Changes of one shift or of many at once by SQL. */
export function shiftChanges(now: string): fc.Arbitrary<Change> {
  const times = timesAround(now)
  const count = fc.oneof(
    { weight: 20, arbitrary: always(1) },
    { weight: 8, arbitrary: fc.integer({ min: 2, max: 9 }) },
    // More than a client's queue holds, and more than one notification has room for.
    { weight: 1, arbitrary: fc.constantFrom(210, 510) },
  )

  const inserted = fc.record({ count, times, facilityId, profession })
  const insert = change('insert', inserted, (model, { count, times: { startsAt, endsAt }, ...shift }) => {
    const first = model.nextShiftId
    model.nextShiftId += count
    for (let id = first; id < model.nextShiftId; id++)
      model.shifts.push({ id, startsAt, endsAt, ...shift, isDeleted: false, workerId: null, claimedAt: null })
    return `insert into shift (id, starts_at, ends_at, facility_id, profession)
      select id, '${startsAt}', '${endsAt}', ${shift.facilityId}, '${shift.profession}'
      from generate_series(${first}, ${model.nextShiftId - 1}) id`
  })

  const isDeleted = mostly(always(false), always(true))
  /** An assignment as in imported data. */
  const assignment = fc.record({
    workerId: mostly<number | null>(always(null), workerId),
    claimedAt: always(null),
  })
  const otherChange: fc.Arbitrary<Partial<ModelShift>> = fc.oneof(
    fc.record({ facilityId }),
    fc.record({ profession }),
    // Also from one worker to another, keeping claimed_at.
    fc.record({ workerId }),
    { weight: 2, arbitrary: fc.record({ isDeleted }) },
    { weight: 2, arbitrary: assignment },
  )

  const updated = fc.record({ pick, isClaimed: fc.boolean(), values: fc.oneof(times, otherChange) })
  const updateOne = change('update', updated, ({ shifts }, { pick, isClaimed, values }) => {
    const claimed = shifts.filter(({ claimedAt }) => claimedAt !== null)
    const candidates = isClaimed && claimed.length > 0 ? claimed : shifts
    const shift = candidates[pick % candidates.length]
    if (!shift) return undefined
    Object.assign(shift, values)
    return `update shift set ${assignments(values)} where id = ${shift.id}`
  })

  /** Always refused: the two would overlap. */
  const moveOntoOther = change('move a claimed shift onto another', pick, ({ shifts }, pick) => {
    const claimed = shifts.filter(({ claimedAt, isDeleted }) => claimedAt !== null && !isDeleted)
    const [shift, other] = [claimed[pick % claimed.length], claimed[(pick + 1) % claimed.length]]
    if (!shift || !other || shift === other) return undefined
    const values = { startsAt: other.startsAt, endsAt: other.endsAt, workerId: other.workerId }
    Object.assign(shift, values)
    return `update shift set ${assignments(values)} where id = ${shift.id}`
  })

  const updateAllOf = change(
    'update all of',
    fc.tuple(facilityId, otherChange),
    ({ shifts }, [facilityId, values]) => {
      for (const shift of shifts) if (shift.facilityId === facilityId) Object.assign(shift, values)
      return `update shift set ${assignments(values)} where facility_id = ${facilityId}`
    },
  )

  /** Moves only open shifts: PostgreSQL would check claimed ones for overlaps row by row, in an unknown order. */
  const moveOpenOf = change(
    'move open of',
    fc.tuple(facilityId, times),
    ({ shifts }, [facilityId, times]) => {
      for (const shift of shifts)
        if (shift.facilityId === facilityId && shift.workerId === null) Object.assign(shift, times)
      return `update shift set ${assignments(times)} where facility_id = ${facilityId} and worker_id is null`
    },
  )

  const deleteOne = change('delete', pick, ({ shifts }, pick) => {
    const [shift] = shifts.length > 0 ? shifts.splice(pick % shifts.length, 1) : []
    return shift && `delete from shift where id = ${shift.id}`
  })

  const deleteAllOf = change('delete all of', facilityId, (model, facilityId) => {
    model.shifts = model.shifts.filter((shift) => shift.facilityId !== facilityId)
    return `delete from shift where facility_id = ${facilityId}`
  })

  const truncate = change('truncate', always('shift'), (model, table) => {
    model.shifts = []
    return `truncate ${table}`
  })

  return fc.oneof(
    { weight: 30, arbitrary: insert },
    { weight: 30, arbitrary: updateOne },
    { weight: 10, arbitrary: moveOntoOther },
    { weight: 8, arbitrary: updateAllOf },
    { weight: 4, arbitrary: moveOpenOf },
    { weight: 8, arbitrary: deleteOne },
    { weight: 3, arbitrary: deleteAllOf },
    { weight: 1, arbitrary: truncate },
  )
}
