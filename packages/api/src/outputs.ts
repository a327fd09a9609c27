import { professions } from '@shifts/db'
import { z } from 'zod'

// The names, by which the OpenAPI document refers to what appears in more than one answer.

export const profession = z.enum(professions).meta({ id: 'Profession' })

/** ISO 8601 in UTC. */
export const writtenInstant = z.string().meta({ format: 'date-time', example: '2026-12-01T14:00:00Z' })

export const facility = z
  .object({ id: z.int(), name: z.string(), timeZone: z.string().meta({ example: 'America/Chicago' }) })
  .meta({ id: 'Facility' })

export const shift = z
  .object({
    id: z.int(),
    startsAt: writtenInstant,
    endsAt: writtenInstant,
    profession,
    facility,
    overlapsClaimed: z
      .boolean()
      .meta({ description: 'The worker has already claimed a shift that overlaps this one.' }),
  })
  .meta({ id: 'EligibleShift' })

export const worker = z
  .object({
    id: z.int(),
    name: z.string(),
    profession,
    isActive: z.boolean(),
    documents: z.array(z.object({ id: z.int(), name: z.string() })),
  })
  .meta({ id: 'Worker' })

export const countedDay = z
  .object({ day: z.string().meta({ format: 'date' }), shifts: z.int(), facilities: z.int() })
  .meta({ id: 'CountedDay' })
