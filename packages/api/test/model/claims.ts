import type { ConflictReason, IneligibilityReason } from '@shifts/db'
import { asListed, claimedShifts as shiftsClaimedBy, overlap, reasonsAgainst } from '@shifts/testing'
import type { RouterOutputs } from '../../src/index.ts'
import { hasStarted, type Model, type ModelShift } from './state.ts'

// The expected outcomes of claims and releases, as docs/api.md describes them.

type ClaimedShift = RouterOutputs['shift']['claim']

export type Outcome =
  | { code: 'OK'; shift: ClaimedShift }
  | { code: 'NOT_FOUND' }
  | { code: 'CONFLICT'; reason: ConflictReason }
  | { code: 'UNPROCESSABLE_CONTENT'; reasons: Omit<IneligibilityReason, 'message'>[] }

type Worker = Model['workers'][number]
type ClaimInput = { workerId: number; shiftId: number }

const conflict = (reason: ConflictReason): Outcome => ({ code: 'CONFLICT', reason })

/** Claims in the model. `at` is the time of the claim by the database's clock. */
export function claim(model: Model, input: ClaimInput, at: string): Outcome {
  const { worker, shift } = find(model, input)
  if (!worker || !shift) return { code: 'NOT_FOUND' }
  if (shift.workerId === worker.id) return ok(model, worker, shift)
  const reasons = reasonsAgainst(model, worker, shift)
  if (reasons.some(({ code }) => code !== 'SHIFT_CLAIMED')) return { code: 'UNPROCESSABLE_CONTENT', reasons }
  if (shift.workerId !== null) return conflict('ALREADY_CLAIMED')
  if (hasStarted(model, shift)) return conflict('ALREADY_STARTED')
  if (shiftsClaimedBy(model, worker).some((other) => overlap(other, shift)))
    return conflict('OVERLAPS_CLAIMED')
  shift.workerId = worker.id
  shift.claimedAt = at
  model.history.push({ action: 'claim', ...input })
  return ok(model, worker, shift)
}

export function release(model: Model, input: ClaimInput): Outcome {
  const { worker, shift } = find(model, input)
  if (!worker || !shift) return { code: 'NOT_FOUND' }
  if (shift.workerId !== worker.id) {
    return hasGivenBack(model, input)
      ? ok(model, worker, { ...shift, claimedAt: null })
      : conflict('NOT_CLAIMED_BY_WORKER')
  }
  if (hasStarted(model, shift)) return conflict('ALREADY_STARTED')
  shift.workerId = null
  shift.claimedAt = null
  model.history.push({ action: 'release', ...input })
  return ok(model, worker, shift)
}

/** The worker's claimed shifts as they are listed. */
export const claimedShifts = (model: Model, worker: Worker): ClaimedShift[] =>
  shiftsClaimedBy(model, worker).map((shift) => claimed(model, worker, shift))

const claimed = (model: Model, worker: Worker, shift: ModelShift): ClaimedShift => ({
  ...asListed(model, worker, shift),
  claimedAt: shift.claimedAt,
})

const ok = (...args: Parameters<typeof claimed>): Outcome => ({ code: 'OK', shift: claimed(...args) })

const find = ({ workers, shifts }: Model, { workerId, shiftId }: ClaimInput) => ({
  worker: workers.find(({ id }) => id === workerId),
  shift: shifts.find(({ id }) => id === shiftId),
})

function hasGivenBack({ history }: Model, { workerId, shiftId }: ClaimInput): boolean {
  const last = history.findLast((event) => event.workerId === workerId && event.shiftId === shiftId)
  return last?.action === 'release'
}
