import fc from 'fast-check'
import type { Model } from './state.ts'
import type { System } from './system.ts'

/** A step of the model test: calls the system, and compares the outcome with the model's. */
export interface Action {
  perform: (model: Model, system: System) => Promise<void>
  toString: () => string
}

/** An arbitrary of an action. Its text shows the values that fast-check generated. */
export const action = <Values>(
  name: string,
  values: fc.Arbitrary<Values>,
  perform: (model: Model, system: System, values: Values) => Promise<void>,
): fc.Arbitrary<Action> =>
  values.map((values) => ({
    perform: (model: Model, system: System) => perform(model, system, values),
    toString: () => `${name} ${fc.stringify(values)}`,
  }))
