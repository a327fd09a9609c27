import { z } from 'zod'
import type { Setting } from './benchmark.ts'
import type { MeasuredRequest } from './benchmarks/requests.ts'
import { name } from './candidateNames.ts'
import { recordStatement } from './database/recordStatement.ts'
import { get, read, type HttpTarget } from './load/httpTarget.ts'
import type { Target } from './load/load.ts'
import { startAlternatives, type Alternatives } from './alternatives/startAlternatives.ts'
import { startApiHost, type ApiHost } from './process/apiHost.ts'
import { startServer } from './process/serverProcess.ts'

/** The servers of a benchmark, running until `close`. */
export interface Candidates {
  /** The product at a path. */
  product: (path: string) => HttpTarget
  headersOf: ApiHost['headersOf']
  /** The alternatives, for the same request. */
  alternatives: Alternatives['targetsFor']
  /** Every candidate for the request. Throws if their outputs differ. */
  targetsFor: (
    request: MeasuredRequest,
  ) => Promise<{ targets: Map<string, Target>; stop: () => Promise<void> }>
  close: () => Promise<void>
}

const baselineScript = new URL('baseline/statementServer.ts', import.meta.url)

/** Starts the product, the alternatives and the baseline. */
export async function startCandidates(setting: Setting, url: string): Promise<Candidates> {
  const alternatives = await startAlternatives(setting, url)
  const host = await startApiHost(url)
  const product = (path: string) => get(host, url, path, host.headers)
  return {
    product,
    headersOf: host.headersOf,
    alternatives: alternatives.targetsFor,
    async targetsFor(request) {
      const expected = await read(product(request.rest))
      const { baseline, statement } = await startBaseline(url, request, expected)
      const servers = new Map([
        [name.rest, product(request.rest)],
        [name.trpc, product(request.trpc)],
        ...alternatives.targetsFor(request),
        [name.baseline, get(baseline, url, '/')],
      ])
      for (const [candidate, target] of servers) {
        const compared = (body: unknown) => {
          const essence = request.essence(outputOf.parse(body))
          return JSON.stringify(candidate === name.graphql ? graphqlFields.parse(essence) : essence)
        }
        if (compared(await read(target)) !== compared(expected))
          throw new Error(`${candidate} returns something else.`)
      }
      const { values, ...prepared } = statement
      const statementOnly: Target = {
        databaseUrl: url,
        work: { kind: 'statement', url, ...prepared, values: [values] },
      }
      return {
        targets: new Map<string, Target>([...servers, [name.database, statementOnly]]),
        stop: () => baseline.stop(),
      }
    },
    async close() {
      await host.stop()
      await alternatives.stop()
    },
  }
}

/** Starts the baseline: the smallest server that returns this output for the request. */
export async function startBaseline(
  url: string,
  { run, shape }: MeasuredRequest,
  output: unknown,
  env: Record<string, string> = {},
) {
  const statement = await recordStatement(url, run)
  const { nextCursor } = z.looseObject({ nextCursor: z.string().optional() }).parse(output)
  const baseline = await startServer(baselineScript, {
    DATABASE_URL: url,
    STATEMENT: JSON.stringify(statement),
    SHAPE: shape,
    ...env,
    ...(nextCursor !== undefined && { NEXT_CURSOR: nextCursor }),
  })
  return { baseline, statement }
}

const trpcOutput = z
  .object({ result: z.object({ data: z.unknown() }) })
  .transform(({ result }) => result.data)
const instant = z.coerce.date().transform((date) => `${date.toISOString().slice(0, 19)}Z`)
const graphqlShift = z.looseObject({ startsAt: instant, endsAt: instant })
const graphqlOutput = z
  .object({ data: z.object({ eligibleShifts: z.object({ nodes: graphqlShift.array() }) }) })
  .transform(({ data }) => ({ shifts: data.eligibleShifts.nodes }))
const outputOf = z.union([trpcOutput, graphqlOutput, z.unknown()])

/** All fields of a shift except overlapsClaimed, which a generic API cannot return. */
const graphqlFields = z.array(
  z.object({
    id: z.unknown(),
    startsAt: z.unknown(),
    endsAt: z.unknown(),
    profession: z.unknown(),
    facility: z.unknown(),
  }),
)
