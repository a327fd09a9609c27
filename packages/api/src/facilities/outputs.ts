import { z } from 'zod'

export const facility = z
  .object({ id: z.int(), name: z.string(), timeZone: z.string().meta({ example: 'America/Chicago' }) })
  .meta({ id: 'Facility' })
