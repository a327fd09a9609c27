import { professions } from '@shifts/db'
import { z } from 'zod'

export const profession = z.enum(professions).meta({ id: 'Profession' })

export const worker = z
  .object({
    id: z.int(),
    name: z.string(),
    profession,
    isActive: z.boolean(),
    documents: z.array(z.object({ id: z.int(), name: z.string() })),
  })
  .meta({ id: 'Worker' })
