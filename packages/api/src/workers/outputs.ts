import { professions } from '@shifts/db'
import { z } from 'zod'
import { documentName } from '../documents/outputs.ts'
import { coordinates } from '../values.ts'

export const profession = z.enum(professions).meta({ id: 'Profession' })

export const home = coordinates.nullable().meta({ description: 'Null where unknown.' })

export const worker = z
  .object({
    id: z.int(),
    name: z.string(),
    profession,
    isActive: z.boolean(),
    documents: z.array(documentName),
    home,
  })
  .meta({ id: 'Worker' })
