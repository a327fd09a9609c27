import { and, inArray, isNotNull } from 'drizzle-orm'
import type { Queryable, Server } from '../client/connect.ts'
import { facility } from '../schema.ts'
import type { Coordinates } from '../shifts/filter.ts'

/** The coordinates of these facilities by id, in degrees. Those without coordinates are left out. */
export async function listCoordinates(
  db: Queryable<Server>,
  facilityIds: readonly number[],
): Promise<Map<number, Coordinates>> {
  const rows = await db
    .select({ id: facility.id, latitude: facility.latitude, longitude: facility.longitude })
    .from(facility)
    .where(and(inArray(facility.id, [...facilityIds]), isNotNull(facility.latitude)))
  return new Map(
    rows.flatMap(({ id, latitude, longitude }) =>
      latitude === null || longitude === null ? [] : [[id, { latitude, longitude }]],
    ),
  )
}
