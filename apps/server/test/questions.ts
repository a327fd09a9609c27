import { restRoutes, type RouterInputs, type streamRouter } from '@shifts/api'
import type { inferRouterInputs } from '@trpc/server'

/** A procedure by its name, and what it is asked. */
export interface Question {
  procedure: string
  input: Record<string, unknown>
}

export type Inputs = RouterInputs & inferRouterInputs<typeof streamRouter>

/** Something that each procedure may be asked about a worker. The compiler misses a procedure that is not here. */
const inputs = (workerId: number): Inputs => ({
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
  },
})

/** Every procedure that is to be had over REST, what is streamed included, with something to ask it about a worker. */
export function everyQuestion(workerId: number): Question[] {
  return Object.entries(inputs(workerId)).flatMap(([router, procedures]) =>
    Object.entries(procedures).map(([name, input]) => ({
      procedure: `${router}.${name}`,
      input: { ...input },
    })),
  )
}

export function questionTo(procedure: string, workerId: number): Question {
  const question = everyQuestion(workerId).find((question) => question.procedure === procedure)
  if (!question) throw new Error(`There is nothing to ask ${procedure}.`)
  return question
}

export function routeOf(procedure: string) {
  const route = restRoutes.find((route) => route.procedure === procedure)
  if (!route) throw new Error(`REST has no ${procedure}.`)
  return route
}
