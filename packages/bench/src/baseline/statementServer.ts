import { createServer } from 'node:http'
import { readEnv } from '@shifts/db'
import { Pool, TypeOverrides, types } from 'pg'
import { z } from 'zod'
import { statement } from '../database/recordStatement.ts'

// The smallest server that returns a page: node:http and pg, with the same prepared statement and the same output.

const env = readEnv(
  z.object({
    DATABASE_URL: z.string(),
    API_PORT: z.coerce.number(),
    STATEMENT: z.string().transform((text) => statement.parse(JSON.parse(text))),
    SHAPE: z.enum(['page', 'days']),
    /** The cursor of the page. The product creates it from a hash of the request. */
    NEXT_CURSOR: z.string().optional(),
    /** The type to which the driver converts instants. */
    INSTANTS: z.enum(['text', 'dates']).default('text'),
  }),
)

interface ShiftRow {
  id: number
  starts_at: string | Date
  ends_at: string | Date
  profession: string
  facility_id: number
  facility_name: string
  time_zone: string
  city: string | null
  state: string | null
  overlaps_claimed: boolean
}

interface DayRow {
  day: string
  shifts: number
  facilities: number
}

const instantsAsText = new TypeOverrides()
instantsAsText.setTypeParser(types.builtins.TIMESTAMPTZ, (text) => text)

const pool = new Pool({
  connectionString: env.DATABASE_URL,
  // The same number as the product's.
  max: 10,
  ...(env.INSTANTS === 'text' && { types: instantsAsText }),
  options: '-c timezone=UTC -c datestyle=ISO',
})
// Without a listener, a database that ends before this process would make it exit with an error.
pool.on('error', () => {})

const instant = (value: string | Date) =>
  typeof value === 'string' ? `${value.slice(0, 10)}T${value.slice(11, -3)}Z` : value.toISOString()

const shapes = {
  async page() {
    const { rows } = await pool.query<ShiftRow>(env.STATEMENT)
    const shifts = rows.slice(0, -1).map((row) => ({
      id: row.id,
      startsAt: instant(row.starts_at),
      endsAt: instant(row.ends_at),
      profession: row.profession,
      facility: {
        id: row.facility_id,
        name: row.facility_name,
        timeZone: row.time_zone,
        city: row.city,
        state: row.state,
      },
      overlapsClaimed: row.overlaps_claimed,
    }))
    return { shifts, nextCursor: env.NEXT_CURSOR }
  },
  async days() {
    const { rows: days } = await pool.query<DayRow>(env.STATEMENT)
    return { days, total: days.reduce((total, { shifts }) => total + shifts, 0) }
  },
}

createServer((_request, response) => {
  shapes[env.SHAPE]().then(
    (output) => {
      const body = JSON.stringify(output)
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      })
      response.end(body)
    },
    (error: unknown) => response.writeHead(500).end(String(error)),
  )
}).listen(env.API_PORT, '127.0.0.1')
