import type { SourceRows } from './rows.ts'

/** A source with one row in each table, in which every row is right. */
export const smallRows = (): SourceRows => ({
  Worker: [{ id: 7, name: 'Ada Reyes', profession: 'RN', is_active: true }],
  Facility: [
    {
      id: 8,
      name: 'Lakeside Clinic',
      is_active: true,
      time_zone: null,
      city: 'Chicago',
      state: 'IL',
      latitude: 41.9,
      longitude: -87.6,
    },
  ],
  Document: [{ id: 9, name: 'CPR card', is_active: true }],
  FacilityRequirement: [{ id: 1, facility_id: 8, document_id: 9 }],
  DocumentWorker: [{ id: 1, worker_id: 7, document_id: 9 }],
  Shift: [shiftRow({})],
})

export type ShiftRow = SourceRows['Shift'][number]

export const shiftRow = (values: Partial<ShiftRow>): ShiftRow => ({
  id: 10,
  start: '2026-12-01 14:00',
  end: '2026-12-01 22:00',
  profession: 'RN',
  is_deleted: false,
  facility_id: 8,
  worker_id: null,
  claimed_at: null,
  ...values,
})

/** The same with these shifts, numbered from 1 on. */
export const withShifts = (...shifts: Partial<ShiftRow>[]): SourceRows => ({
  ...smallRows(),
  Shift: shifts.map((values, n) => shiftRow({ id: n + 1, ...values })),
})
