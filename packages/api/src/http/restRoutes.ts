import { callTRPCProcedure } from '@trpc/server'
import { z } from 'zod'
import type { Context } from './context.ts'
import type { RestMetadata } from './restMetadata.ts'
import { appRouter } from '../router.ts'
import { streamRouter } from './streamRouter.ts'

/** The REST route of a procedure. */
export interface RestRoute extends RestMetadata {
  /** The procedure's name, such as `shift.listEligible`. */
  procedure: string
  input: z.ZodObject
  /** The schema of the output, or of one line of it. */
  output: z.ZodType
  /** Calls the procedure. `readInput` is called once the caller is authenticated, and may throw. */
  call: (ctx: Context, readInput: () => unknown) => Promise<unknown>
}

const definition = z.object({
  type: z.enum(['query', 'mutation']),
  meta: z.object({ rest: z.custom<RestMetadata>() }),
  inputs: z.tuple([z.instanceof(z.ZodObject)]),
  output: z.object({ schema: z.instanceof(z.ZodType) }).optional(),
})

/** The REST routes of all procedures that have one, derived from the definitions of the procedures. */
export const restRoutes: RestRoute[] = [appRouter, streamRouter].flatMap((router) =>
  Object.entries<object>(router._def.procedures).flatMap(([procedure, built]) => {
    const { data } = definition.safeParse('_def' in built ? built._def : undefined)
    const output = data?.meta.rest.line ?? data?.output?.schema
    if (!data || !output) return []
    const call: RestRoute['call'] = (ctx, readInput) =>
      callTRPCProcedure({
        router,
        path: procedure,
        type: data.type,
        ctx,
        getRawInput: async () => readInput(),
        signal: undefined,
        batchIndex: 0,
      })
    return [{ ...data.meta.rest, procedure, input: data.inputs[0], output, call }]
  }),
)
