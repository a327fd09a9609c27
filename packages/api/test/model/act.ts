import fc from 'fast-check'
import type { Model } from './state.ts'
import type { System } from './system.ts'

/** Does something, foretells by the model what comes of it, and does the same to the model. */
export interface Act {
  perform: (model: Model, system: System) => Promise<void>
  toString: () => string
}

/** An act that is drawn, and shows what was. */
export const act = <Drawn>(
  name: string,
  drawn: fc.Arbitrary<Drawn>,
  perform: (model: Model, system: System, drawn: Drawn) => Promise<void>,
): fc.Arbitrary<Act> =>
  drawn.map((values) => ({
    perform: (model: Model, system: System) => perform(model, system, values),
    toString: () => `${name} ${fc.stringify(values)}`,
  }))
