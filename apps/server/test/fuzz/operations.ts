import { z } from 'zod'

/** The parts of a JSON Schema from which values are generated. */
const schema = z.object({
  type: z.string().optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  get items() {
    return schema.optional()
  },
  get properties() {
    return z.record(z.string(), schema).optional()
  },
})
export type Schema = z.output<typeof schema>

const operation = z.object({
  operationId: z.string(),
  parameters: z
    .array(z.object({ in: z.enum(['path', 'query', 'header']), name: z.string(), schema }))
    .default([]),
  requestBody: z
    .object({ content: z.object({ 'application/json': z.object({ schema }) }) })
    .transform(({ content }) => content['application/json'].schema)
    .optional(),
})

const document = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) })

/** An operation of the host's OpenAPI document. */
export interface Operation {
  /** Also the name of the procedure. */
  id: string
  method: string
  path: string
  inPath: Record<string, Schema>
  inQuery: Record<string, Schema>
  inBody: Record<string, Schema> | undefined
}

/** The operations in the OpenAPI document of the host at `url`. */
export async function readOperations(url: string): Promise<Operation[]> {
  const response = await fetch(`${url}/openapi.json`)
  const { paths } = document.parse(await response.json())
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters, requestBody }]) => {
      const schemas = (place: 'path' | 'query') =>
        Object.fromEntries(
          parameters.filter((parameter) => parameter.in === place).map(({ name, schema }) => [name, schema]),
        )
      return {
        id: operationId,
        method: method.toUpperCase(),
        path,
        inPath: schemas('path'),
        inQuery: schemas('query'),
        inBody: requestBody?.properties,
      }
    }),
  )
}
