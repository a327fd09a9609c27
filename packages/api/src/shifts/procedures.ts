import {
  countEligibleShiftsByDay,
  explainEligibility,
  getShift,
  listEligibleShifts,
  listShiftsOneDocumentAway,
  listUnlockedShifts,
  streamEligibleShifts,
} from '@shifts/db'
import { z } from 'zod'
import { withMessage } from '../http/messages.ts'
import { startReading, withEndLine, withOnEnd } from '../http/stream.ts'
import { output, workerInput, workerProcedure } from '../trpc.ts'
import { id, timeZone } from '../values.ts'
import { checkFilter, shiftFilter } from './filter.ts'
import {
  countedDay,
  endOfExport,
  ineligibilityReason,
  shift,
  shiftDetails,
  shiftOneDocumentAway,
} from './outputs.ts'
import { pageInput, pageOf, readPage } from './paging.ts'
import { boundedWindow, checkBoundedWindow, checkWindow, shiftWindow } from './window.ts'

const listInput = workerInput
  .extend({ ...shiftWindow, ...shiftFilter, ...pageInput })
  .superRefine(checkWindow)
  .superRefine(checkFilter)

const unlockedInput = listInput.safeExtend({
  documentIds: z.array(id).min(1).max(100).meta({
    description:
      'The documents that the worker would hold besides its own. One that it holds already adds nothing.',
  }),
})

const countInput = workerInput
  .extend({
    ...boundedWindow,
    timeZone: timeZone.optional().meta({
      description:
        'The zone whose days are counted: an IANA name with an area, or UTC. Left out: the days of each facility’s own clock.',
    }),
    ...shiftFilter,
  })
  .superRefine(checkBoundedWindow)
  .superRefine(checkFilter)

export const listEligible = workerProcedure(listInput)
  .meta({
    rest: {
      method: 'GET',
      path: '/v1/workers/{workerId}/eligible-shifts',
      summary: 'The open shifts that the worker may take, by start, then id, a page at a time',
    },
  })
  .output(output(pageOf(shift)))
  .query(({ ctx, input: { cursor, limit, direction: _forward, ...selection } }) =>
    readPage({ cursor, limit, selection }, (page) =>
      ctx.read((db) => listEligibleShifts(db, { ...selection, ...page })),
    ),
  )

export const countEligibleByDay = workerProcedure(countInput)
  .meta({
    rest: {
      method: 'GET',
      path: '/v1/workers/{workerId}/eligible-shifts/days',
      summary:
        'How many shifts the worker may take on each day, and at how many facilities. Needs from and to, or fromDay and toDay',
    },
    // It reads every shift of its window: a worker runs one at a time, a service three.
    weight: { worker: 4, service: 2 },
  })
  .output(output(z.object({ days: z.array(countedDay), total: z.int() })))
  .query(async ({ ctx, input }) => {
    const days = await ctx.read((db) => countEligibleShiftsByDay(db, input))
    return { days, total: days.reduce((total, day) => total + day.shifts, 0) }
  })

export const listUnlocked = workerProcedure(unlockedInput)
  .meta({
    rest: {
      method: 'GET',
      path: '/v1/workers/{workerId}/unlocked-shifts',
      summary:
        'The open shifts that the worker could take only with these documents, by start, then id, a page at a time',
    },
  })
  .output(output(pageOf(shift)))
  .query(({ ctx, input: { cursor, limit, direction: _forward, ...selection } }) =>
    readPage({ cursor, limit, selection }, (page) =>
      ctx.read((db) => listUnlockedShifts(db, { ...selection, ...page })),
    ),
  )

export const listOneDocumentAway = workerProcedure(listInput)
  .meta({
    rest: {
      method: 'GET',
      path: '/v1/workers/{workerId}/shifts-one-document-away',
      summary:
        'The open shifts that the worker could take with one document more, and that document, by start, then id, a page at a time',
    },
  })
  .output(output(pageOf(shiftOneDocumentAway)))
  .query(({ ctx, input: { cursor, limit, direction: _forward, ...selection } }) =>
    // The input is that of listEligible: the name keeps the cursors of the two lists apart.
    readPage({ cursor, limit, selection: { ...selection, list: 'oneDocumentAway' } }, (page) =>
      ctx.read((db) => listShiftsOneDocumentAway(db, { ...selection, ...page })),
    ),
  )

export const byId = workerProcedure(workerInput.extend({ shiftId: id }))
  .meta({
    rest: {
      method: 'GET',
      path: '/v1/workers/{workerId}/shifts/{shiftId}',
      summary:
        'A shift, also one that the worker may not take, with the documents that its facility requires',
    },
  })
  .output(output(shiftDetails))
  .query(({ ctx, input }) => ctx.read((db) => getShift(db, input)))

export const explain = workerProcedure(workerInput.extend({ shiftId: id }))
  .meta({
    rest: {
      method: 'GET',
      path: '/v1/workers/{workerId}/shifts/{shiftId}/eligibility',
      summary: 'Whether the worker may take the shift, and every reason why not',
    },
  })
  .output(output(z.object({ eligible: z.boolean(), reasons: z.array(ineligibilityReason) })))
  .query(async ({ ctx, input }) => {
    const reasons = await ctx.read((db) => explainEligibility(db, input))
    return { eligible: reasons.length === 0, reasons: reasons.map(withMessage) }
  })

const exportInput = workerInput
  .extend({
    ...shiftWindow,
    ...shiftFilter,
    endLine: z
      .boolean()
      .optional()
      .meta({ description: 'Whether a complete export ends with a line {"end": true, "count": n}' }),
  })
  .superRefine(checkWindow)
  .superRefine(checkFilter)

export const streamEligible = workerProcedure(exportInput)
  .meta({
    rest: {
      method: 'GET',
      path: '/v1/workers/{workerId}/eligible-shifts.ndjson',
      summary: 'Every open shift that the worker may take, in the order of the listing, one a line',
      line: z.union([shift, endOfExport]),
    },
  })
  .query(({ ctx, input: { endLine = false, ...selection } }) => {
    // An export that has begun is not repeated on another server.
    return ctx.read(async (db) => {
      const close = ctx.limits.openExport(ctx.principal)
      const batches = ctx.limits.exportPacer.pace(streamEligibleShifts(db, selection))
      return startReading(withOnEnd(close, endLine ? withEndLine(batches) : batches))
    })
  })
