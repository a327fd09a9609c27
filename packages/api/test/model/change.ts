import fc from 'fast-check'
import type { Model } from './state.ts'

/** Changes the model, and says the same in SQL: undefined where there is nothing to change. */
export interface Change {
  apply: (model: Model) => string | undefined
  toString: () => string
}

/** A change that is drawn, and shows what was. */
export const change = <Drawn>(
  name: string,
  drawn: fc.Arbitrary<Drawn>,
  apply: (model: Model, drawn: Drawn) => string | undefined,
): fc.Arbitrary<Change> =>
  drawn.map((values) => ({
    apply: (model: Model) => apply(model, values),
    toString: () => `${name} ${fc.stringify(values)}`,
  }))

const literal = (value: string | number | boolean | null) =>
  typeof value === 'string' ? `'${value}'` : String(value)

/** A row's columns or its key, as SQL has them. */
export const assignments = (values: object, separator: ', ' | ' and ' = ', ') =>
  Object.entries(values)
    .map(
      ([name, value]) =>
        `${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} = ${literal(value)}`,
    )
    .join(separator)
