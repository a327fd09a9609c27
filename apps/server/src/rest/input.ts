import { InvalidInputError, messages, type RestRoute } from '@shifts/api'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { placeText } from './placeText.ts'

/**
 * Reads a procedure's input from the path, and from the body of a POST or PUT, else the query. Path and query have only texts:
 * they become numbers, booleans or lists where the input's schema has these. The procedure validates the result.
 * @throws {InvalidInputError} if the body is not an object, or for a key that the path has already
 */
export function readInput(
  { input, method }: Pick<RestRoute, 'input' | 'method'>,
  { params, query, body }: Pick<FastifyRequest, 'params' | 'query' | 'body'>,
): Record<string, unknown> {
  const path = isRecord(params) ? params : {}
  const values = method === 'POST' || method === 'PUT' ? body : fromText(input, isRecord(query) ? query : {})
  if (!isRecord(values)) throw new InvalidInputError('', messages.notAnObject)
  const duplicate = Object.keys(path).find((key) => key in values)
  if (duplicate !== undefined) throw new InvalidInputError(duplicate, messages.givenByPath)
  return { ...values, ...fromText(input, path) }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function fromText(input: z.ZodObject, text: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(text).map(([key, value]) => {
      const schema = input.shape[key]
      return [key, schema instanceof z.ZodType ? convert(schema, value) : value]
    }),
  )
}

/** The items of a list: a repeated key, a text with commas between the items, or both. */
function itemsOf(value: unknown): unknown[] {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values.flatMap((item) => (typeof item === 'string' ? item.split(',') : [item]))
}

/** Converts the value to the type of the schema. A value that cannot be converted is returned unchanged. */
function convert(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return convert(schema.unwrap(), value)
  if (schema instanceof z.ZodArray) return itemsOf(value).map((item) => convert(schema.element, item))
  if (typeof value !== 'string') return value
  if (schema instanceof z.ZodObject && placeText.safeParse(value).success) return fieldsInOrder(schema, value)
  if (schema instanceof z.ZodBoolean && (value === 'true' || value === 'false')) return value === 'true'
  if (schema instanceof z.ZodNumber && isNumberText(value, schema)) return Number(value)
  return value
}

/**
 * Integers are digits alone, other numbers decimals, with an exponent as JavaScript writes it: 1e-7, 1e+21. Further texts, such as
 * 0x10 and 05, are numbers only to JavaScript.
 */
const isNumberText = (text: string, { isInt }: z.ZodNumber): boolean =>
  /^-?(0|[1-9]\d*)$/.test(text) ||
  (/^-?(0|[1-9]\d*)(\.\d+)?(e[+-]\d+)?$/.test(text) && !(isInt && Number.isSafeInteger(Number(text))))

/** Reads a place from the values of its fields in the order of the schema, with commas between: near=41.88,-87.63. */
function fieldsInOrder({ shape }: z.ZodObject, text: string): unknown {
  const values = text.split(',')
  return Object.fromEntries(
    Object.entries(shape).map(([name, field], n) => [name, convert(field, values[n])]),
  )
}
