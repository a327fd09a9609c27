import { eligibleShifts, claimedShifts, reasonsAgainst } from '@shifts/testing'
import { TRPCError } from '@trpc/server'
import fc from 'fast-check'
import { expect } from 'vitest'
import { publicError } from '../../src/index.ts'
import { action, type Action } from './action.ts'
import { claim, release, type Outcome } from './claims.ts'
import { workerId } from './arbitraries.ts'
import { pick } from './shiftChanges.ts'
import type { Model } from './state.ts'

/** Which shifts are chosen among, if there are any. */
type Aim = 'any' | 'eligible' | 'taken' | 'own'

const unknown = 2_147_483_647
const rarelyUnknown = <T>(known: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 20, arbitrary: known }, { weight: 1, arbitrary: fc.constant(undefined) })

const asked = (aims: Aim[]) =>
  fc.record({
    workerId: rarelyUnknown(workerId),
    shift: rarelyUnknown(fc.record({ aim: fc.constantFrom(...aims), pick })),
  })

type Drawn = { workerId: number | undefined; shift: { aim: Aim; pick: number } | undefined }

function choose(model: Model, { workerId = unknown, shift }: Drawn) {
  if (!shift) return { workerId, shiftId: unknown }
  const worker = model.workers.find(({ id }) => id === workerId)
  const aimedAt = worker ? aims[shift.aim](model, worker) : []
  const among = aimedAt.length > 0 ? aimedAt : model.shifts
  return { workerId, shiftId: among[shift.pick % among.length]?.id ?? unknown }
}

const aims = {
  any: ({ shifts }) => shifts,
  eligible: eligibleShifts,
  own: claimedShifts,
  /** Those that it could have had. */
  taken: (model, worker) =>
    model.shifts.filter((shift) => {
      const isOthers = shift.workerId !== null && shift.workerId !== worker.id
      return isOthers && reasonsAgainst(model, worker, shift).length === 1
    }),
} satisfies Record<Aim, (model: Model, worker: Model['workers'][number]) => { id: number }[]>

async function outcomeOf(answer: Promise<Extract<Outcome, { code: 'OK' }>['shift']>) {
  try {
    return { code: 'OK', shift: await answer } as const
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    const { code, reason, reasons } = publicError(error)
    return { code, reason, reasons: reasons?.map(({ message: _message, ...reason }) => reason) }
  }
}

/** Asks the product, and compares what came of it with what the model says. */
function ask(name: 'claim' | 'release', aims: Aim[], applyToModel: typeof claim): fc.Arbitrary<Action> {
  return action(name, asked(aims), async (model, { shift, tally }, drawn) => {
    const chosen = choose(model, drawn)
    const outcome = await outcomeOf(shift[name](chosen))
    const claimedAt = outcome.code === 'OK' ? outcome.shift.claimedAt : null
    const expected = applyToModel(model, chosen, claimedAt ?? 'an instant')
    expect(outcome).toEqual(expected)
    tally(`${name}: ${'reason' in expected ? expected.reason : expected.code}`)
  })
}

export const claimActions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 2, arbitrary: ask('claim', ['any', 'eligible', 'eligible', 'eligible', 'taken'], claim) },
  { weight: 1, arbitrary: ask('release', ['any', 'own', 'own', 'taken'], release) },
)
