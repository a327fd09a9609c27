import { z } from 'zod'

export const facility = z
  .object({
    id: z.int(),
    name: z.string(),
    timeZone: z.string().meta({ example: 'America/Chicago' }),
    city: z.string().nullable(),
    state: z.string().nullable(),
  })
  .meta({ id: 'Facility' })

export const facilityWithPlace = facility
  .extend({
    latitude: z.number().nullable().meta({ description: 'Degrees; null where unknown.' }),
    longitude: z.number().nullable().meta({ description: 'Degrees; null where unknown.' }),
  })
  .meta({ id: 'EligibleFacility' })
