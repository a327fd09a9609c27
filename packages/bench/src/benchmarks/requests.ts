import { countEligibleShiftsByDay, listEligibleShifts, type Database } from '@shifts/db'
import { z } from 'zod'
import { eligibleShiftsQuery } from '../peers/graphql.ts'
import { month } from '../database/databases.ts'

/** What the product is asked, and how the others are asked the same. */
export interface Question {
  /** Of the REST twin, and of the procedure. */
  rest: string
  trpc: string
  /** Of the peers. */
  peer: string
  /** Of a GraphQL API, where it can be asked so. */
  graphql?: string
  /** Makes the product send the statement that answers it. */
  ask: (db: Database) => Promise<unknown>
  /** How the floor makes an answer of the statement's rows. */
  shape: 'page' | 'days'
  /** The part of an answer in which all must agree. */
  essence: (body: unknown) => unknown
}

const timeZone = 'America/Chicago'
export const pageLimit = 100

/** The next hundred shifts that the worker may take. */
export function pageOf(workerId: number): Question {
  const input = { from: month.from, limit: pageLimit }
  return {
    rest: `/v1/workers/${workerId}/eligible-shifts?${inQuery(input)}`,
    trpc: inTrpc('shift.listEligible', { workerId, ...input }),
    peer: `/page?${inQuery({ workerId, ...input })}`,
    graphql: eligibleShiftsQuery(workerId, month.from, pageLimit),
    // The product asks for one more than a page, to know whether there is another.
    ask: (db) => listEligibleShifts(db, { workerId, from: month.from, limit: pageLimit + 1 }),
    shape: 'page',
    essence: (body) => z.object({ shifts: z.array(z.unknown()).length(pageLimit) }).parse(body).shifts,
  }
}

/** How many on each of the next thirty days. */
export function daysOf(workerId: number): Question {
  const input = { ...month, timeZone }
  return {
    rest: `/v1/workers/${workerId}/eligible-shifts/days?${inQuery(input)}`,
    trpc: inTrpc('shift.countEligibleByDay', { workerId, ...input }),
    peer: `/days?${inQuery({ workerId, ...input })}`,
    ask: (db) => countEligibleShiftsByDay(db, { workerId, ...input }),
    shape: 'days',
    essence: (body) => z.object({ days: z.array(z.unknown()).min(1) }).parse(body).days,
  }
}

const inQuery = (input: Record<string, string | number>) =>
  new URLSearchParams(
    Object.fromEntries(Object.entries(input).map(([key, value]) => [key, String(value)])),
  ).toString()

const inTrpc = (procedure: string, input: object) =>
  `/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`
