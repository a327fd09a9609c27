import { z } from 'zod'
import { id } from '../values.ts'

/**
 * The fields that narrow listings, counts and everything else about eligible shifts; several at once mean all of them. A
 * new field is added here, and every procedure with a filter takes it.
 */
export const shiftFilter = {
  /** Never empty, because an empty list could be read as all facilities. */
  facilityIds: z.array(id).min(1).max(1_000).optional(),
}
