import { restRoutes, type RouterInputs, type streamRouter } from '@shifts/api'
import type { inferRouterInputs } from '@trpc/server'

/** The name of a procedure, and an input for it. */
export interface ProcedureCall {
  procedure: string
  input: Record<string, unknown>
}

type ShiftInputs = RouterInputs['shift'] & inferRouterInputs<typeof streamRouter>['shift']

/** The inputs of the procedures that REST has: all but watch. */
export type Inputs = Omit<RouterInputs, 'shift'> & { shift: Omit<ShiftInputs, 'watch'> }

/** A valid input of each procedure about a worker, if there is a document 1. The type makes the compiler report a missing procedure. */
const inputs = (workerId: number, shiftId: number): Inputs => ({
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
    streamEligible: { workerId },
    listUnlocked: { workerId, documentIds: [1] },
    listOneDocumentAway: { workerId },
    byId: { workerId, shiftId },
    explain: { workerId, shiftId },
    listClaimed: { workerId },
    claim: { workerId, shiftId },
    release: { workerId, shiftId },
  },
})

/**
 * A call of every procedure that REST has, streams included, about a worker. The shift need not exist if the call must
 * fail.
 */
export function everyCall(workerId: number, shiftId = 1): ProcedureCall[] {
  return Object.entries(inputs(workerId, shiftId)).flatMap(([router, procedures]) =>
    Object.entries(procedures).map(([name, input]) => ({
      procedure: `${router}.${name}`,
      input: { ...input },
    })),
  )
}

export const watchCall = (workerId: number): ProcedureCall => ({
  procedure: 'shift.watch',
  input: { workerId } satisfies RouterInputs['shift']['watch'],
})

export function callTo(procedure: string, workerId: number, shiftId?: number): ProcedureCall {
  const calls = [...everyCall(workerId, shiftId), watchCall(workerId)]
  const call = calls.find((call) => call.procedure === procedure)
  if (!call) throw new Error(`There is no call for ${procedure}.`)
  return call
}

export function routeOf(procedure: string) {
  const route = restRoutes.find((route) => route.procedure === procedure)
  if (!route) throw new Error(`REST has no ${procedure}.`)
  return route
}

/** Whether the procedure changes something, as its REST method shows. */
export const isMutation = (procedure: string): boolean =>
  restRoutes.some((route) => route.procedure === procedure && route.method !== 'GET')
