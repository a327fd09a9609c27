import fc from 'fast-check'
import type { Action } from './action.ts'
import { expectAgreement } from './agreement.ts'
import { claimActions } from './claimActions.ts'
import { sqlActions } from './sqlActions.ts'
import type { Model } from './state.ts'
import type { System } from './system.ts'
import { watchActions } from './watchActions.ts'

type Command = fc.AsyncCommand<Model, System>

/** Commands that perform one action or several in a row, and then check that model and system agree. */
export function commandsAround(now: string): fc.Arbitrary<Command> {
  const action = fc.oneof(
    { weight: 5, arbitrary: claimActions },
    { weight: 5, arbitrary: sqlActions(now) },
    { weight: 2, arbitrary: watchActions },
  )
  const actions = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(action) },
    { weight: 1, arbitrary: fc.array(action, { minLength: 2, maxLength: 5 }) },
  )
  return actions.map((actions: Action[]) => ({
    check: () => true,
    async run(model, system) {
      system.tally('command')
      for (const action of actions) await action.perform(model, system)
      await expectAgreement(model, system)
    },
    toString: () => actions.join(', then '),
  }))
}
