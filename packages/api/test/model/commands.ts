import fc from 'fast-check'
import type { Act } from './act.ts'
import { expectAgreement } from './agreement.ts'
import { claimActs } from './claimActs.ts'
import { sqlActs } from './sqlActs.ts'
import type { Model } from './state.ts'
import type { System } from './system.ts'
import { watchActs } from './watchActs.ts'

type Command = fc.AsyncCommand<Model, System>

/** Whatever may happen, an act or some in a hurry, and the look whether model and system still agree. */
export function commandsAround(now: string): fc.Arbitrary<Command> {
  const act = fc.oneof(
    { weight: 5, arbitrary: claimActs },
    { weight: 5, arbitrary: sqlActs(now) },
    { weight: 2, arbitrary: watchActs },
  )
  const acts = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(act) },
    { weight: 1, arbitrary: fc.array(act, { minLength: 2, maxLength: 5 }) },
  )
  return acts.map((acts: Act[]) => ({
    check: () => true,
    async run(model, system) {
      system.tally('command')
      for (const act of acts) await act.perform(model, system)
      await expectAgreement(model, system)
    },
    toString: () => acts.join(', then '),
  }))
}
