import { restRoutes, type RouterInputs, type streamRouter } from '@shifts/api'
import type { inferRouterInputs } from '@trpc/server'

/** A procedure by its name, and what it is asked. */
export interface ProcedureCall {
  procedure: string
  input: Record<string, unknown>
}

type ShiftInputs = RouterInputs['shift'] & inferRouterInputs<typeof streamRouter>['shift']

/** What is asked over REST, which has nothing to watch by. */
export type Inputs = Omit<RouterInputs, 'shift'> & { shift: Omit<ShiftInputs, 'watch'> }

/** Something that each procedure may be asked about a worker. The compiler misses a procedure that is not here. */
const inputs = (workerId: number, shiftId: number): Inputs => ({
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
    streamEligible: { workerId },
    explain: { workerId, shiftId },
    listClaimed: { workerId },
    claim: { workerId, shiftId },
    release: { workerId, shiftId },
  },
})

/**
 * Every procedure that is to be had over REST, what is streamed included, with something to ask it about a worker. Any
 * shift will do where it must not answer.
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
  if (!call) throw new Error(`There is nothing to ask ${procedure}.`)
  return call
}

export function routeOf(procedure: string) {
  const route = restRoutes.find((route) => route.procedure === procedure)
  if (!route) throw new Error(`REST has no ${procedure}.`)
  return route
}

/** Whether it changes something, which REST says by its method. */
export const isMutation = (procedure: string): boolean =>
  restRoutes.some((route) => route.procedure === procedure && route.method !== 'GET')
