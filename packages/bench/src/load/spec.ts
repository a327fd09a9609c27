import { text } from 'node:stream/consumers'
import { z } from 'zod'

const request = z.object({
  method: z.enum(['GET', 'POST']),
  path: z.string(),
  body: z.string().optional(),
})

const http = z.object({
  kind: z.literal('http'),
  origin: z.string(),
  headers: z.record(z.string(), z.string()),
  /** Asked in turn. */
  requests: z.array(request).min(1),
  /** Each once only, for what cannot be done twice; else over and over. */
  once: z.boolean().default(false),
})

/** A prepared statement as it is sent to PostgreSQL. */
export const statement = z.object({ name: z.string(), text: z.string(), values: z.array(z.unknown()) })

export type Statement = z.output<typeof statement>

const sql = z.object({
  kind: z.literal('statement'),
  url: z.string(),
  name: z.string(),
  text: z.string(),
  /** Of each time it is executed, in turn. */
  values: z.array(z.array(z.unknown())).min(1),
  once: z.boolean().default(false),
})

const copy = z.object({ kind: z.literal('copy'), url: z.string(), text: z.string() })

/** What a process that makes load is told to do. */
export const loadSpec = z.object({
  work: z.discriminatedUnion('kind', [http, sql, copy]),
  connections: z.int().min(1),
  seconds: z.number().positive(),
  /** Enough then, if it comes sooner. */
  requests: z.int().positive().optional(),
})

export type LoadSpec = z.input<typeof loadSpec>

export async function readSpec<Kind extends LoadSpec['work']['kind']>(kind: Kind) {
  const { work, ...limits } = loadSpec.parse(JSON.parse(await text(process.stdin)))
  if (!isOf(kind, work)) throw new Error(`This is no work of kind ${kind}.`)
  return { work, ...limits }
}

type Work = z.output<typeof loadSpec>['work']

const isOf = <Kind extends Work['kind']>(kind: Kind, work: Work): work is Extract<Work, { kind: Kind }> =>
  work.kind === kind
