import { z } from 'zod'
import { appRouter, type RouterInputs } from '../src/index.ts'
import type { ProcedureCall } from './api.ts'

/** Something that each procedure may be asked about a worker. The compiler misses a procedure that is not here. */
const inputs = (workerId: number, shiftId: number): RouterInputs => ({
  worker: { byId: { workerId } },
  facility: { listEligible: { workerId } },
  shift: {
    listEligible: { workerId },
    countEligibleByDay: {
      workerId,
      from: '2026-12-01T00:00:00Z',
      to: '2027-01-01T00:00:00Z',
      timeZone: 'America/Chicago',
    },
    explain: { workerId, shiftId },
    listClaimed: { workerId },
    claim: { workerId, shiftId },
    release: { workerId, shiftId },
    watch: { workerId },
  },
})

const definition = z.object({ type: z.enum(['query', 'mutation', 'subscription']) })

/** Every procedure that the router has, with something to ask it about a worker. Any shift will do where it must not answer. */
export function everyCall(workerId: number, shiftId = 1): (ProcedureCall & { input: object })[] {
  const byPath = new Map<string, object>()
  for (const [router, procedures] of Object.entries(inputs(workerId, shiftId))) {
    for (const [name, input] of Object.entries<object>(procedures)) byPath.set(`${router}.${name}`, input)
  }
  return Object.entries<object>(appRouter._def.procedures).map(([path, procedure]) => {
    const input = byPath.get(path)
    if (!input || !('_def' in procedure)) throw new Error(`There is nothing to ask ${path}.`)
    return { path, type: definition.parse(procedure._def).type, input }
  })
}

/** The procedures by name, for tables of tests; ask them with `everyCall`. */
export const procedurePaths = everyCall(1).map(({ path }) => path)

export function callTo(path: string, workerId: number, shiftId?: number) {
  const question = everyCall(workerId, shiftId).find((question) => question.path === path)
  if (!question) throw new Error(`The router has no ${path}.`)
  return question
}
