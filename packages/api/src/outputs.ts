import { professions } from '@shifts/db'
import { z } from 'zod'

// The names, by which the OpenAPI document refers to what appears in more than one answer.

export const profession = z.enum(professions).meta({ id: 'Profession' })

/** ISO 8601 in UTC. */
export const writtenInstant = z.string().meta({ format: 'date-time', example: '2026-12-01T14:00:00Z' })

export const facility = z
  .object({ id: z.int(), name: z.string(), timeZone: z.string().meta({ example: 'America/Chicago' }) })
  .meta({ id: 'Facility' })

/** What a shift is for everybody. */
const anyShift = z.object({
  id: z.int(),
  startsAt: writtenInstant,
  endsAt: writtenInstant,
  profession,
  facility,
})

export const shift = anyShift
  .extend({
    overlapsClaimed: z
      .boolean()
      .meta({ description: 'The worker has already claimed a shift that overlaps this one.' }),
  })
  .meta({ id: 'EligibleShift' })

/** The last line of an export that is complete, for those who ask for one. */
export const endOfExport = z.object({ end: z.literal(true), count: z.int() }).meta({
  id: 'EndOfExport',
  description: 'The last line, only with endLine=true: how many shifts came before it.',
})

/** A shift of the worker's own. */
export const claimedShift = shift
  .extend({
    overlapsClaimed: z
      .boolean()
      .meta({ description: 'The worker has another shift that overlaps this one.' }),
    claimedAt: writtenInstant
      .nullable()
      .meta({ description: 'Null for an assignment that came with the data, and once it was given back.' }),
  })
  .meta({ id: 'ClaimedShift' })

export const ineligibilityReason = z
  .object({
    code: z.enum([
      'FACILITY_INACTIVE',
      'SHIFT_DELETED',
      'WORKER_INACTIVE',
      'SHIFT_CLAIMED',
      'DOCUMENTS_MISSING',
      'PROFESSION_MISMATCH',
    ]),
    message: z.string(),
    documents: z
      .array(z.object({ id: z.int(), name: z.string() }))
      .optional()
      .meta({ description: 'Those that are missing.' }),
  })
  .meta({ id: 'IneligibilityReason' })

/** Why a shift cannot be claimed or released just now. */
export const conflictReason = z
  .enum(['ALREADY_CLAIMED', 'OVERLAPS_CLAIMED', 'ALREADY_STARTED', 'NOT_CLAIMED_BY_WORKER'])
  .meta({ id: 'ConflictReason' })

/** One complaint about the input, and where it is. */
export const inputIssue = z.object({ path: z.string(), message: z.string() })

/** What a watching client has to do to what it has listed. */
export const watchEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('available'), shift: anyShift }),
  z.object({ type: z.literal('gone'), shiftId: z.int() }),
  // More has changed than is told one by one, or was missed: list anew.
  z.object({ type: z.literal('refetch') }),
])

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
