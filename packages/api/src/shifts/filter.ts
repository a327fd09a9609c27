import { partsOfDay, weekdays } from '@shifts/db'
import { z } from 'zod'
import { coordinates, id } from '../values.ts'
import { addFieldIssue } from './fieldIssue.ts'

const hours = z.number().min(0).max(24)

/**
 * The fields that narrow listings, counts and everything else about eligible shifts; several at once mean all of them. A
 * new field is added here, and every procedure with a filter takes it. No list is empty, because an empty one could be read as
 * everything or as nothing.
 */
export const shiftFilter = {
  facilityIds: z.array(id).min(1).max(1_000).optional(),
  weekdays: z
    .array(z.enum(weekdays))
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Of the start, by the facility’s clock.' }),
  partsOfDay: z.array(z.enum(partsOfDay)).min(1).max(100).optional().meta({
    description:
      'Of the start, by the facility’s clock: day from 04:00, evening from 12:00, night from 18:00 until before 04:00.',
  }),
  minHours: hours.optional().meta({ description: 'The length of a shift, inclusive.' }),
  maxHours: hours.optional().meta({ description: 'The length of a shift, inclusive.' }),
  withinMiles: z.number().min(0).optional().meta({
    description: 'The distance of the facility from near, or from the worker’s home where near is left out.',
  }),
  near: coordinates.optional(),
  notStarted: z.boolean().optional().meta({ description: 'Only shifts that start later than now.' }),
  fitsAroundClaimed: z
    .boolean()
    .optional()
    .meta({ description: 'Only shifts that overlap no claimed shift of the worker.' }),
  minRestHours: hours.optional().meta({
    description: 'With fitsAroundClaimed: the rest that must remain before and after each claimed shift.',
  }),
}

/** A filter on its own, as it is saved. */
export const savedShiftFilter = z
  .strictObject(shiftFilter)
  .superRefine(checkFilter)
  .meta({ id: 'ShiftFilter' })

type Filter = z.output<z.ZodObject<typeof shiftFilter>>

/** Checks the fields that are valid only with another one, for an input with the fields of a filter. */
export function checkFilter(filter: Filter, ctx: Pick<z.RefinementCtx, 'addIssue'>): void {
  const { withinMiles, near, fitsAroundClaimed, minRestHours } = filter
  if (near && withinMiles === undefined) addFieldIssue(ctx, 'near', 'needs withinMiles')
  if (minRestHours !== undefined && !fitsAroundClaimed)
    addFieldIssue(ctx, 'minRestHours', 'needs fitsAroundClaimed=true')
}
