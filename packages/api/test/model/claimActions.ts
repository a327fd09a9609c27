import { eligibleShifts, reasonsAgainst } from '@shifts/testing'
import { TRPCError } from '@trpc/server'
import fc from 'fast-check'
import { expect } from 'vitest'
import { publicError } from '../../src/index.ts'
import { action, type Action } from './action.ts'
import { claim, release, type Outcome } from './claims.ts'
import { workerId } from './arbitraries.ts'
import { pick } from './shiftChanges.ts'
import type { Model } from './state.ts'

/** The kind of shift to choose, if there is one. */
type ShiftKind = 'any' | 'eligible' | 'taken' | 'claimed'

const unknown = 2_147_483_647
const rarelyUnknown = <T>(known: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 20, arbitrary: known }, { weight: 1, arbitrary: fc.constant(undefined) })

const request = (kinds: ShiftKind[]) =>
  fc.record({
    workerId: rarelyUnknown(workerId),
    shift: rarelyUnknown(fc.record({ kind: fc.constantFrom(...kinds), pick })),
  })

type Request = { workerId: number | undefined; shift: { kind: ShiftKind; pick: number } | undefined }

type Choosable = { id: number; workerId?: number | null }

function choose(model: Model, { workerId = unknown, shift }: Request) {
  if (!shift) return { workerId, shiftId: unknown }
  const worker = model.workers.find(({ id }) => id === workerId)
  const ofKind: Choosable[] = worker ? kinds[shift.kind](model, worker) : []
  const candidates = ofKind.length > 0 ? ofKind : model.shifts
  const chosen = candidates[shift.pick % candidates.length]
  // A random worker rarely holds the shift, so its holder releases it.
  const isForHolder = ofKind.length > 0 && shift.kind === 'claimed'
  return { workerId: (isForHolder && chosen?.workerId) || workerId, shiftId: chosen?.id ?? unknown }
}

const kinds = {
  any: ({ shifts }) => shifts,
  eligible: eligibleShifts,
  /** Claimed by any worker. */
  claimed: ({ shifts }) => shifts.filter(({ workerId, isDeleted }) => workerId !== null && !isDeleted),
  /** Claimed by others, and otherwise eligible. */
  taken: (model, worker) =>
    model.shifts.filter((shift) => {
      const isOthers = shift.workerId !== null && shift.workerId !== worker.id
      return isOthers && reasonsAgainst(model, worker, shift).length === 1
    }),
} satisfies Record<ShiftKind, (model: Model, worker: Model['workers'][number]) => Choosable[]>

async function outcomeOf(output: Promise<Extract<Outcome, { code: 'OK' }>['shift']>) {
  try {
    return { code: 'OK', shift: await output } as const
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    const { code, reason, reasons } = publicError(error)
    return { code, reason, reasons: reasons?.map(({ message: _message, ...reason }) => reason) }
  }
}

/** Calls the product, and compares the outcome with the model's. */
function claimAction(
  name: 'claim' | 'release',
  kinds: ShiftKind[],
  applyToModel: typeof claim,
): fc.Arbitrary<Action> {
  return action(name, request(kinds), async (model, { shift, tally }, request) => {
    const chosen = choose(model, request)
    const outcome = await outcomeOf(shift[name](chosen))
    const claimedAt = outcome.code === 'OK' ? outcome.shift.claimedAt : null
    const expected = applyToModel(model, chosen, claimedAt ?? 'an instant')
    expect(outcome).toEqual(expected)
    tally(`${name}: ${'reason' in expected ? expected.reason : expected.code}`)
  })
}

export const claimActions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 2, arbitrary: claimAction('claim', ['any', 'eligible', 'eligible', 'eligible', 'taken'], claim) },
  { weight: 1, arbitrary: claimAction('release', ['any', 'claimed', 'claimed', 'taken'], release) },
)
