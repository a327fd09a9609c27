import { z } from 'zod'
import { documentName } from '../documents/outputs.ts'
import { facility } from '../facilities/outputs.ts'
import { utcInstant } from '../values.ts'
import { profession } from '../workers/outputs.ts'

// The OpenAPI document names what appears in more than one output by the ids given here.

/** A shift without the fields that differ from worker to worker. */
export const publicShift = z.object({
  id: z.int(),
  startsAt: utcInstant,
  endsAt: utcInstant,
  profession,
  facility,
})

export const shift = publicShift
  .extend({
    overlapsClaimed: z
      .boolean()
      .meta({ description: 'The worker has already claimed a shift that overlaps this one.' }),
  })
  .meta({ id: 'EligibleShift' })

export const shiftOneDocumentAway = shift
  .extend({
    missingDocument: documentName.meta({
      description: 'The only document that the facility requires and the worker lacks.',
    }),
  })
  .meta({ id: 'ShiftOneDocumentAway' })

export const shiftDetails = shift
  .extend({
    status: z.enum(['open', 'claimed', 'taken', 'deleted']).meta({
      description: 'claimed: by this worker. taken: by another one.',
    }),
    requiredDocuments: z.array(documentName.extend({ isHeld: z.boolean() })),
  })
  .meta({ id: 'ShiftDetails' })

export const countedDay = z
  .object({ day: z.string().meta({ format: 'date' }), shifts: z.int(), facilities: z.int() })
  .meta({ id: 'CountedDay' })

/** The last line of a complete export, where `endLine` is set. */
export const endOfExport = z.object({ end: z.literal(true), count: z.int() }).meta({
  id: 'EndOfExport',
  description: 'The last line, only with endLine=true: how many shifts came before it.',
})

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
    documents: z.array(documentName).optional().meta({ description: 'Those that are missing.' }),
  })
  .meta({ id: 'IneligibilityReason' })
