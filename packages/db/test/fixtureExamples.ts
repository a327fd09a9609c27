import type { Fixture, ListingQuery } from '@shifts/testing'

/** Cases that implementations of the rule got wrong. The property tests run them in addition to random ones. */
export const fixtureExamples: [[Fixture, ListingQuery]][] = [
  [
    [
      {
        documents: [
          { id: 1, name: 'CPR card', isActive: true },
          { id: 2, name: 'TB test', isActive: false },
        ],
        facilities: [
          { id: 1, name: 'Requires nothing', timeZone: 'UTC', isActive: true, requires: [] },
          { id: 2, name: 'Requires an inactive document', timeZone: 'UTC', isActive: true, requires: [1, 2] },
        ],
        workers: [
          { id: 1, name: 'Has no document', profession: 'RN', isActive: true, holds: [] },
          { id: 2, name: 'Has one of two documents', profession: 'RN', isActive: true, holds: [1] },
          { id: 3, name: 'Has both documents', profession: 'RN', isActive: true, holds: [1, 2] },
        ],
        shifts: [
          // Starts exactly at the start of the window, overnight.
          { id: 1, facilityId: 1, startsAt: '2026-12-01T23:00:00Z', endsAt: '2026-12-02T07:00:00Z' },
          // Starts exactly at its end.
          { id: 2, facilityId: 2, startsAt: '2026-12-02T07:00:00Z', endsAt: '2026-12-02T15:00:00Z' },
          { id: 3, facilityId: 2, startsAt: '2026-12-02T06:00:00Z', endsAt: '2026-12-03T06:00:00Z' },
          // Contains the two shifts before it.
          {
            id: 4,
            facilityId: 1,
            startsAt: '2026-12-01T22:00:00Z',
            endsAt: '2026-12-02T22:00:00Z',
            workerId: 3,
          },
        ].map((shift) => ({ profession: 'RN', isDeleted: false, workerId: null, ...shift })),
      },
      {
        from: '2026-12-01T23:00:00Z',
        to: '2026-12-02T07:00:00Z',
        timeZone: 'America/Chicago',
        facilityIds: [2],
        filter: {},
        window: {},
        pageSizes: [1, 2],
      },
    ],
  ],
]
