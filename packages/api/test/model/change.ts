import fc from 'fast-check'
import type { Model } from './state.ts'

/** Changes the model, and returns the same change as SQL, or undefined if there is nothing to change. */
export interface Change {
  apply: (model: Model) => string | undefined
  toString: () => string
}

/** An arbitrary of a change. Its text shows the values that fast-check generated. */
export const change = <Values>(
  name: string,
  values: fc.Arbitrary<Values>,
  apply: (model: Model, values: Values) => string | undefined,
): fc.Arbitrary<Change> =>
  values.map((values) => ({
    apply: (model: Model) => apply(model, values),
    toString: () => `${name} ${fc.stringify(values)}`,
  }))

const literal = (value: string | number | boolean | null) =>
  typeof value === 'string' ? `'${value}'` : String(value)

/** Columns and values in SQL, for `set` or `where`. */
export const assignments = (values: object, separator: ', ' | ' and ' = ', ') =>
  Object.entries(values)
    .map(
      ([name, value]) =>
        `${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} = ${literal(value)}`,
    )
    .join(separator)
