import { InvalidInputError, messages, type RestRoute } from '@shifts/api'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

/**
 * A procedure's input from the path, and from the query, or the body where there is one. A query is all text: what the
 * input wants as numbers or lists becomes that, where it can; the procedure itself complains about the rest.
 * @throws {InvalidInputError} for a key that the path has given already
 */
export function readInput(
  { input, method }: Pick<RestRoute, 'input' | 'method'>,
  { params, query, body }: Pick<FastifyRequest, 'params' | 'query' | 'body'>,
): Record<string, unknown> {
  const path = isRecord(params) ? params : {}
  const asked = method === 'POST' ? body : fromText(input, isRecord(query) ? query : {})
  if (!isRecord(asked)) throw new InvalidInputError('', messages.notAnObject)
  const twice = Object.keys(path).find((key) => key in asked)
  if (twice !== undefined) throw new InvalidInputError(twice, messages.givenByPath)
  return { ...asked, ...fromText(input, path) }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function fromText(input: z.ZodObject, text: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(text).map(([key, value]) => {
      const wanted = input.shape[key]
      return [key, wanted instanceof z.ZodType ? convert(wanted, value) : value]
    }),
  )
}

/** A list is a key given again, or items with commas between, or both. */
const splitList = (value: unknown): unknown[] => (typeof value === 'string' ? value.split(',') : [value])

/** `value` as the schema may want it; anything that is plainly something else stays what it is. */
function convert(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return convert(schema.unwrap(), value)
  if (schema instanceof z.ZodArray)
    return [value]
      .flat()
      .flatMap(splitList)
      .map((item) => convert(schema.element, item))
  if (schema instanceof z.ZodBoolean && (value === 'true' || value === 'false')) return value === 'true'
  if (schema instanceof z.ZodNumber && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
    return Number(value)
  return value
}
