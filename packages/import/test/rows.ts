import fc from 'fast-check'

/** The rows of a source as its ORM sees them. Instants are texts without a zone, in UTC. */
export interface SourceRows {
  Worker: { id: number | null; name: string | null; profession: string | null; is_active: boolean | null }[]
  Facility: {
    id: number | null
    name: string | null
    is_active: boolean | null
    time_zone: string | null
    city: string | null
    state: string | null
    latitude: number | null
    longitude: number | null
  }[]
  Document: { id: number | null; name: string | null; is_active: boolean | null }[]
  FacilityRequirement: { id: number; facility_id: number | null; document_id: number | null }[]
  DocumentWorker: { id: number; worker_id: number | null; document_id: number | null }[]
  Shift: {
    id: number | null
    start: string | null
    end: string | null
    profession: string | null
    is_deleted: boolean | null
    facility_id: number | null
    worker_id: number | null
    claimed_at: string | null
  }[]
}

/** Mostly `usual`, and one of `odd` for one value in `oneIn`. With `oneIn` 0 never. */
const mostly = <T>(oneIn: number, usual: fc.Arbitrary<T>, ...odd: T[]): fc.Arbitrary<T> =>
  oneIn === 0
    ? usual
    : fc.oneof({ weight: oneIn - 1, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...odd) })

const name = fc.oneof(
  fc.constantFrom(
    'Rosa',
    "O'Neil",
    'a "quoted" name',
    'new\nline\r',
    'tab\tand \\ and \\N and \\.',
    '🩺 Ж',
    '',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll('\u0000', '')),
)
const isActive = (oddOneIn: number) =>
  mostly<boolean | null>(oddOneIn, fc.constantFrom(true, true, true, false), null)
const profession = (oddOneIn: number) =>
  mostly<string | null>(oddOneIn, fc.constantFrom('CNA', 'LVN', 'RN'), 'Surgeon', null)

/** A row of another table: its place, which becomes its id. */
const reference = (oddOneIn: number, count: number) =>
  mostly<number | null>(oddOneIn, fc.integer({ min: 1, max: count }), 0, 999, 4_294_967_297, null)

/** Ids from 1 on, of which some are replaced by impossible ones or by the id of another row. */
const withIds = <Row extends object>(oddOneIn: number, row: fc.Arbitrary<Row>, count: number) =>
  fc
    .array(
      fc.tuple(
        mostly<number | null | undefined>(oddOneIn, fc.constant(undefined), null, 0, -7, 2_147_483_648, 1),
        row,
      ),
      {
        minLength: count,
        maxLength: count,
      },
    )
    .map((rows) => rows.map(([id, rest], n) => ({ id: id === undefined ? n + 1 : id, ...rest })))

const minute = (minutes: number) =>
  new Date(Date.parse('2026-11-01') + minutes * 60_000).toISOString().slice(0, -1)

const oddInstants = ['infinity', '-infinity', '0044-03-15 12:00:00 BC', '12026-11-01 07:00:00', null]

const shift = (oddOneIn: number, facilities: number, workers: number) =>
  fc
    .record({
      start: fc.integer({ min: 0, max: 96 }).map((hours) => hours * 30),
      length: mostly(oddOneIn, fc.constantFrom(240, 480, 720, 1440), 0, -60, 1441),
      oddStart: mostly<string | null | undefined>(oddOneIn, fc.constant(undefined), ...oddInstants),
      oddEnd: mostly<string | null | undefined>(oddOneIn, fc.constant(undefined), ...oddInstants),
      profession: profession(oddOneIn),
      is_deleted: mostly<boolean | null>(oddOneIn, fc.constantFrom(false, false, false, true), null),
      facility_id: reference(oddOneIn, facilities),
      worker_id: fc.oneof(fc.constant(null), fc.constant(null), reference(oddOneIn, workers)),
      claimed: fc.option(fc.integer({ min: 1, max: 50 }), { freq: 2 }),
      claimedByNobody: mostly(oddOneIn, fc.constant(false), true),
    })
    .map(({ start, length, oddStart, oddEnd, claimed, claimedByNobody, ...row }) => ({
      ...row,
      start: oddStart === undefined ? minute(start) : oddStart,
      end: oddEnd === undefined ? minute(start + length) : oddEnd,
      claimed_at:
        claimed === null || (row.worker_id === null && !claimedByNobody) ? null : `${minute(-claimed)}Z`,
    }))

const place = fc.record({
  latitude: fc.integer({ min: -90, max: 90 }),
  longitude: fc.integer({ min: -180, max: 180 }),
})
const noPlaces = [
  { latitude: 91, longitude: 0 },
  { latitude: 0, longitude: null },
  { latitude: null, longitude: 12 },
  { latitude: 45, longitude: -180.5 },
]

const facility = (oddOneIn: number) =>
  fc
    .record({
      name: mostly<string | null>(oddOneIn, name, null),
      is_active: isActive(oddOneIn),
      time_zone: mostly<string | null>(
        oddOneIn,
        fc.constantFrom('America/Chicago', 'Europe/Berlin', 'Asia/Kathmandu', null),
        'Mars/Olympus',
        'EST5EDT4,M3',
        '',
      ),
      city: fc.option(name),
      state: fc.option(name),
      place: mostly<{ latitude: number | null; longitude: number | null }>(
        oddOneIn,
        fc.oneof(place, fc.constant({ latitude: null, longitude: null })),
        ...noPlaces,
      ),
    })
    .map(({ place: { latitude, longitude }, ...row }) => ({ ...row, latitude, longitude }))

const counts = { workers: 5, facilities: 6, documents: 4 }

/** Rows with duplicates and odd texts. About one value in `oddOneIn` is one that cannot be imported, or none if it is 0. */
export const sourceRows = (oddOneIn: number): fc.Arbitrary<SourceRows> => {
  const { workers, facilities, documents } = counts
  return fc.record({
    Worker: withIds(
      oddOneIn,
      fc.record({
        name: mostly<string | null>(oddOneIn, name, null),
        profession: profession(oddOneIn),
        is_active: isActive(oddOneIn),
      }),
      workers,
    ),
    Facility: withIds(oddOneIn, facility(oddOneIn), facilities),
    Document: withIds(
      oddOneIn,
      fc.record({ name: mostly<string | null>(oddOneIn, name, null), is_active: isActive(oddOneIn) }),
      documents,
    ),
    FacilityRequirement: withIds(
      0,
      fc.record({
        facility_id: reference(oddOneIn, facilities),
        document_id: reference(oddOneIn, documents),
      }),
      6,
    ).map(numbered),
    DocumentWorker: withIds(
      0,
      fc.record({ worker_id: reference(oddOneIn, workers), document_id: reference(oddOneIn, documents) }),
      16,
    ).map(numbered),
    Shift: withIds(oddOneIn, shift(oddOneIn, facilities, workers), 60),
  })
}

const numbered = <Row extends object>(rows: Row[]): (Row & { id: number })[] =>
  rows.map((row, n) => ({ ...row, id: n + 1 }))
