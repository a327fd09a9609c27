import { restRoutes, type RouterInputs, type streamRouter } from '@shifts/api'
import type { inferRouterInputs } from '@trpc/server'

/** A procedure by its name, and what it is asked. */
export interface Question {
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
export function everyQuestion(workerId: number, shiftId = 1): Question[] {
  return Object.entries(inputs(workerId, shiftId)).flatMap(([router, procedures]) =>
    Object.entries(procedures).map(([name, input]) => ({
      procedure: `${router}.${name}`,
      input: { ...input },
    })),
  )
}

export const watchQuestion = (workerId: number): Question => ({
  procedure: 'shift.watch',
  input: { workerId } satisfies RouterInputs['shift']['watch'],
})

export function questionTo(procedure: string, workerId: number, shiftId?: number): Question {
  const questions = [...everyQuestion(workerId, shiftId), watchQuestion(workerId)]
  const question = questions.find((question) => question.procedure === procedure)
  if (!question) throw new Error(`There is nothing to ask ${procedure}.`)
  return question
}

export function routeOf(procedure: string) {
  const route = restRoutes.find((route) => route.procedure === procedure)
  if (!route) throw new Error(`REST has no ${procedure}.`)
  return route
}

/** Whether it changes something, which REST says by its method. */
export const isMutation = (procedure: string): boolean =>
  restRoutes.some((route) => route.procedure === procedure && route.method !== 'GET')
