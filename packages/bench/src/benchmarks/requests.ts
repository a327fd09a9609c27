import { countEligibleShiftsByDay, listEligibleShifts, type Database, type OnlyServer } from '@shifts/db'
import { z } from 'zod'
import { eligibleShiftsQuery } from '../alternatives/graphql.ts'
import { month } from '../database/databases.ts'

/** One request in the form of each candidate. */
export interface MeasuredRequest {
  /** The path over REST, and over tRPC. */
  rest: string
  trpc: string
  /** The path at the alternatives. */
  alternative: string
  /** The GraphQL query, where there is one. */
  graphql?: string
  /** Runs the product's query. */
  run: (db: Database<OnlyServer>) => Promise<unknown>
  /** How the baseline turns the statement's rows into an output. */
  shape: 'page' | 'days'
  /** The part of the output that must be equal for all. */
  essence: (body: unknown) => unknown
}

const timeZone = 'America/Chicago'
export const pageLimit = 100

/** The next hundred eligible shifts of the worker. */
export function pageOf(workerId: number): MeasuredRequest {
  const input = { from: month.from, limit: pageLimit }
  return {
    rest: `/v1/workers/${workerId}/eligible-shifts?${inQuery(input)}`,
    trpc: inTrpc('shift.listEligible', { workerId, ...input }),
    alternative: `/page?${inQuery({ workerId, ...input })}`,
    graphql: eligibleShiftsQuery(workerId, month.from, pageLimit),
    // The product reads one row more than a page, to know whether there is another page.
    run: (db) => listEligibleShifts(db, { workerId, from: month.from, limit: pageLimit + 1 }),
    shape: 'page',
    essence: (body) => z.object({ shifts: z.array(z.unknown()).length(pageLimit) }).parse(body).shifts,
  }
}

/** The counts of the next thirty days. */
export function daysOf(workerId: number): MeasuredRequest {
  const input = { ...month, timeZone }
  return {
    rest: `/v1/workers/${workerId}/eligible-shifts/days?${inQuery(input)}`,
    trpc: inTrpc('shift.countEligibleByDay', { workerId, ...input }),
    alternative: `/days?${inQuery({ workerId, ...input })}`,
    run: (db) => countEligibleShiftsByDay(db, { workerId, ...input }),
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
