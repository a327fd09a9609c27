import { type SQL, sql } from 'drizzle-orm'
import type { Session } from '@shifts/db/load'

/** One stream of numbers for each random property, so that the properties are independent of each other. */
const streams = {
  facilityPlace: 1,
  facilityCity: 2,
  documentPlace: 3,
  workerPlace: 4,
  workerFirstName: 5,
  workerLastName: 6,
  requirementFacility: 7,
  requirementDocument: 8,
  holdingWorker: 9,
  holdingDocument: 10,
  shiftFacility: 11,
  shiftWorker: 12,
  shiftPattern: 13,
  shiftDeleted: 14,
  shiftClaimed: 15,
  facilityLatitude: 16,
  facilityLongitude: 17,
  homeCity: 18,
  homeLatitude: 19,
  homeLongitude: 20,
}

export type Stream = keyof typeof streams

/** The nth number of a stream, from 0 to `below` - 1, evenly distributed. */
export const randomBelow = (stream: Stream, n: SQL, below: number) =>
  sql`pg_temp.random_below(${n}, ${streams[stream]}, ${below})`

/** As `randomBelow`, but low numbers are more frequent if the preset is skewed. */
export const skewedBelow = (stream: Stream, n: SQL, below: number) =>
  sql`pg_temp.skewed_below(${n}, ${streams[stream]}, ${below})`

/** Rows (id, rank): the ids from 1 to `count`, each with its rank in a random order, from 0. */
export const shuffled = (stream: Stream, count: number) => sql`pg_temp.shuffled(${count}, ${streams[stream]})`

/** Creates the SQL functions. They hash integers, because random() would depend on the order of execution. */
export async function createRandomNumbers(
  session: Session,
  options: { seed: number; skewed: boolean },
): Promise<void> {
  const salt = sql.raw(String(options.seed * 1_000))
  const skewed = options.skewed
    ? sql`least(pg_temp.random_below(n, stream, below), pg_temp.random_below(n, -stream, below))`
    : sql`pg_temp.random_below(n, stream, below)`

  await session.execute(sql`
    create function pg_temp.hash(n bigint, stream int) returns bigint
      language sql immutable parallel safe
      return hashint8extended(n, ${salt} + stream) & 9223372036854775807`)
  await session.execute(sql`
    create function pg_temp.random_below(n bigint, stream int, below int) returns int
      language sql immutable parallel safe
      return (pg_temp.hash(n, stream) % below)::int`)
  await session.execute(sql`
    create function pg_temp.skewed_below(n bigint, stream int, below int) returns int
      language sql immutable parallel safe
      return ${skewed}`)
  await session.execute(sql`
    create function pg_temp.shuffled(count int, stream int) returns table (id int, rank int)
      language sql stable parallel safe
      begin atomic
        select i, (row_number() over (order by pg_temp.hash(i, stream), i) - 1)::int
        from generate_series(1, count) i;
      end`)
}
