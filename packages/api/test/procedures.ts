import { z } from 'zod'
import { appRouter, type RouterInputs } from '../src/index.ts'
import type { ProcedureCall } from './api.ts'

/** A valid input of each procedure about a worker, if there is a document 1. The type makes the compiler report a missing procedure. */
const inputs = (workerId: number, shiftId: number): RouterInputs => ({
  worker: { byId: { workerId }, setHome: { workerId, home: { latitude: 41.88, longitude: -87.63 } } },
  filter: { getDefault: { workerId }, setDefault: { workerId, filter: { partsOfDay: ['night'] } } },
  feed: {
    list: { workerId },
    create: { workerId, kind: 'eligible', partsOfDay: ['night'] },
    revoke: { workerId, feedId: 1 },
  },
  facility: { listEligible: { workerId } },
  document: {
    listUnlocks: { workerId, from: '2026-12-01T00:00:00Z', to: '2027-01-01T00:00:00Z' },
  },
  shift: {
    listEligible: { workerId },
    countEligibleByDay: {
      workerId,
      from: '2026-12-01T00:00:00Z',
      to: '2027-01-01T00:00:00Z',
      timeZone: 'America/Chicago',
    },
    listUnlocked: { workerId, documentIds: [1] },
    listOneDocumentAway: { workerId },
    byId: { workerId, shiftId },
    explain: { workerId, shiftId },
    listClaimed: { workerId },
    claim: { workerId, shiftId },
    release: { workerId, shiftId },
    watch: { workerId },
  },
})

const definition = z.object({ type: z.enum(['query', 'mutation', 'subscription']) })

/** A call of every procedure of the router, about a worker. The shift need not exist if the call must fail. */
export function everyCall(workerId: number, shiftId = 1): (ProcedureCall & { input: object })[] {
  const byPath = new Map<string, object>()
  for (const [router, procedures] of Object.entries(inputs(workerId, shiftId))) {
    for (const [name, input] of Object.entries<object>(procedures)) byPath.set(`${router}.${name}`, input)
  }
  return Object.entries<object>(appRouter._def.procedures).map(([path, procedure]) => {
    const input = byPath.get(path)
    if (!input || !('_def' in procedure)) throw new Error(`There is no input for ${path}.`)
    return { path, type: definition.parse(procedure._def).type, input }
  })
}

/** The names of the procedures, for tables of tests. `callTo` makes a call of one. */
export const procedurePaths = everyCall(1).map(({ path }) => path)

export function callTo(path: string, workerId: number, shiftId?: number) {
  const call = everyCall(workerId, shiftId).find((call) => call.path === path)
  if (!call) throw new Error(`The router has no ${path}.`)
  return call
}
