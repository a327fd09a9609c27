import fc from 'fast-check'
import type { Model } from './state.ts'
import type { System } from './system.ts'

/** A step of the model test: it calls the system, and compares the outcome with what the model says. */
export interface Action {
  perform: (model: Model, system: System) => Promise<void>
  toString: () => string
}

/** An action that is drawn, and shows what was. */
export const action = <Drawn>(
  name: string,
  drawn: fc.Arbitrary<Drawn>,
  perform: (model: Model, system: System, drawn: Drawn) => Promise<void>,
): fc.Arbitrary<Action> =>
  drawn.map((values) => ({
    perform: (model: Model, system: System) => perform(model, system, values),
    toString: () => `${name} ${fc.stringify(values)}`,
  }))
