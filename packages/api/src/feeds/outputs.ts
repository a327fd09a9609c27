import { feedKinds } from '@shifts/db'
import { z } from 'zod'
import { savedShiftFilter } from '../shifts/filter.ts'
import { utcInstant } from '../values.ts'

export const feedKind = z.enum(feedKinds).meta({
  description: 'claimed: the worker’s claimed shifts. eligible: the open shifts that the worker may take.',
})

export const feed = z
  .object({
    id: z.int(),
    kind: feedKind,
    filter: savedShiftFilter.meta({ description: 'Empty for claimed shifts.' }),
    createdAt: utcInstant,
  })
  .meta({ id: 'CalendarFeed' })

export const createdFeed = z
  .object({
    id: z.int(),
    kind: feedKind,
    url: z.string().meta({
      description: 'Who knows the address may read the feed. It is returned this once and not stored.',
    }),
  })
  .meta({ id: 'CreatedCalendarFeed' })
