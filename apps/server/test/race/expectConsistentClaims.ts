import type { Database } from '@shifts/db'
import { expect } from 'vitest'
import type { Outcome } from './race.ts'
import type { RaceFixture } from './fixture.ts'

/** Checks that the outcomes are consistent, and that the shifts and the claim events in the database agree with them. */
export async function expectConsistentClaims(
  db: Database<'primary'>,
  { groups }: RaceFixture,
  outcomes: readonly Outcome[],
): Promise<void> {
  const taken = outcomes.filter(({ status }) => status === 200)
  expect(sorted(taken.map(({ shiftId }) => shiftId))).toEqual(sorted(groups.flat()))

  const groupOf = new Map(groups.flatMap((shiftIds) => shiftIds.map((shiftId) => [shiftId, shiftIds])))
  const otherClaims = ({ workerId, shiftId }: Outcome) =>
    taken.filter(
      (other) =>
        other.workerId === workerId &&
        other.shiftId !== shiftId &&
        groupOf.get(shiftId)?.includes(other.shiftId),
    )
  expect(taken.filter((outcome) => otherClaims(outcome).length > 0)).toEqual([])

  const refused = outcomes.filter(({ status }) => status !== 200)
  const wronglyRefused = refused.filter((outcome) => {
    const allowed = outcome.isEligible ? conflicts(otherClaims(outcome).length > 0) : ineligible
    return !allowed.includes(toText(outcome))
  })
  expect(wronglyRefused).toEqual([])

  const expected = taken
    .map(({ shiftId, workerId, claimedAt }) => ({ shiftId, workerId, claimedAt }))
    .toSorted((a, b) => a.shiftId - b.shiftId)
  expect(await readShifts(db)).toEqual(expected)
  const history = await readHistory(db)
  expect(history.map(({ requestId: _id, ...event }) => event)).toEqual(
    expected.map((claim) => ({ action: 'claim', ...claim, principal: `worker:${claim.workerId}` })),
  )
  const requestIdsOf = new Map(taken.map(({ shiftId, requestIds }) => [shiftId, requestIds]))
  for (const { shiftId, requestId } of history) expect(requestIdsOf.get(shiftId)).toContain(requestId)
}

const sorted = (ids: number[]) => ids.toSorted((a, b) => a - b)

const toText = ({ status, reasons }: Outcome) => [status, ...reasons].join(' ')

/** The possible reasons: an eligible worker without an overlapping shift can only have been too late. */
const conflicts = (isBusy: boolean) => ['409 ALREADY_CLAIMED', ...(isBusy ? ['409 OVERLAPS_CLAIMED'] : [])]
const ineligible = ['422 DOCUMENTS_MISSING', '422 SHIFT_CLAIMED DOCUMENTS_MISSING']

type ClaimedShift = { shiftId: number; workerId: number; claimedAt: string }
type ClaimEvent = ClaimedShift & { action: string; principal: string; requestId: string }

/** As the API writes an instant. */
const instant = (column: string) => `replace(replace(${column}::text, ' ', 'T'), '+00', 'Z')`

async function readShifts(db: Database<'primary'>): Promise<ClaimedShift[]> {
  const { rows } = await db.execute<ClaimedShift>(`
    select id as "shiftId", worker_id as "workerId", ${instant('claimed_at')} as "claimedAt"
    from shift order by id`)
  return rows
}

async function readHistory(db: Database<'primary'>): Promise<ClaimEvent[]> {
  const { rows } = await db.execute<ClaimEvent>(`
    select shift_id as "shiftId", worker_id as "workerId", action, principal, request_id as "requestId",
      ${instant('happened_at')} as "claimedAt"
    from claim_event order by shift_id, id`)
  return rows
}
