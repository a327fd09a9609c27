import { z } from 'zod'

/** A document as it appears in every output. */
export const documentName = z.object({ id: z.int(), name: z.string() })

export const unlock = z
  .object({
    documents: z.array(documentName).meta({ description: 'One to three, by id.' }),
    facilities: z.int().meta({ description: 'Those where the shifts are.' }),
    shifts: z
      .int()
      .meta({ description: 'How many shifts the worker could take besides those that it may take now.' }),
  })
  .meta({
    id: 'Unlock',
    description: 'Documents that the worker lacks, of which each adds shifts, and what all of them add.',
  })
