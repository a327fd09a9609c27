import { describe, expect, test } from 'vitest'
import { describeMapping, findMapping, type SourceTable } from './mapping.ts'

const types: Record<string, string> = {
  id: 'integer',
  name: 'text',
  profession: 'Profession',
  start: 'timestamp without time zone',
  end: 'timestamp without time zone',
}
const typeOf = (name: string) =>
  types[name] ?? (/id$/i.test(name) ? 'integer' : /^is|deleted|active/i.test(name) ? 'boolean' : 'text')

const table = (schema: string, name: string, columns: string[]): SourceTable => ({
  schema,
  table: name,
  columns: columns.map((column) => ({ name: column, type: typeOf(column), isUnique: column === 'id' })),
})

const usual = (schema = 'public'): SourceTable[] => [
  table(schema, 'Document', ['id', 'name', 'is_active']),
  table(schema, 'DocumentWorker', ['id', 'worker_id', 'document_id']),
  table(schema, 'Facility', ['id', 'name', 'is_active']),
  table(schema, 'FacilityRequirement', ['id', 'facility_id', 'document_id']),
  table(schema, 'Shift', ['id', 'start', 'end', 'profession', 'is_deleted', 'facility_id', 'worker_id']),
  table(schema, 'Worker', ['id', 'name', 'profession', 'is_active']),
]

/** The usual tables, with another in place of the one of the same name. */
const withTable = (changed: SourceTable): SourceTable[] => [
  ...usual().filter((other) => other.table !== changed.table),
  changed,
]

describe('findMapping', () => {
  test('finds the usual tables among others', () => {
    const mapping = findMapping([table('public', '_prisma_migrations', ['id']), ...usual()], [])
    expect(describeMapping(mapping)).toBe(
      [
        'worker=public.Worker',
        '  id=id, name=name, profession=profession, is_active=is_active',
        '  not in the source: home_latitude, home_longitude',
        'facility=public.Facility',
        '  id=id, name=name, is_active=is_active',
        '  not in the source: time_zone, city, state, latitude, longitude',
        'document=public.Document',
        '  id=id, name=name, is_active=is_active',
        'facility_requirement=public.FacilityRequirement',
        '  id=id, facility_id=facility_id, document_id=document_id',
        'document_worker=public.DocumentWorker',
        '  id=id, worker_id=worker_id, document_id=document_id',
        'shift=public.Shift',
        '  id=id, facility_id=facility_id, profession=profession, starts_at=start, ends_at=end, is_deleted=is_deleted, worker_id=worker_id',
        '  not in the source: claimed_at',
      ].join('\n'),
    )
  })

  test('reads what it prints', () => {
    const mapping = findMapping(usual(), [])
    const overrides = describeMapping(mapping)
      .split('\n')
      .filter((line) => !line.startsWith(' '))
    expect(findMapping([...usual('old'), ...usual()], overrides)).toEqual(mapping)
  })

  test('prefers the only schema that has all tables', () => {
    const others = usual('archive').filter((other) => other.table !== 'Shift')
    expect(findMapping([...others, ...usual()], []).worker.source.schema).toBe('public')
  })

  test('refuses to choose between two schemas that have all tables', () => {
    expect(() => findMapping([...usual('old'), ...usual()], [])).toThrow(
      'The source has several tables for worker: old.Worker, public.Worker.',
    )
  })

  test('takes the coordinates of a facility only if it finds both', () => {
    const columns = ['id', 'name', 'is_active', 'timeZone', 'lat']
    const facility = withTable({
      ...table('public', 'Facility', columns),
      columns: columns.map((name) => ({
        name,
        type: name === 'lat' ? 'numeric' : typeOf(name),
        isUnique: false,
      })),
    })
    expect(describeMapping(findMapping(facility, []))).toContain(
      'time_zone=timeZone\n  not in the source: city, state, latitude, longitude\n  not copied: lat\n',
    )
  })

  test('ignores a column whose type does not fit an optional one', () => {
    const worker = table('public', 'Worker', [
      'id',
      'name',
      'profession',
      'is_active',
      'latitude',
      'longitude',
    ])
    expect(describeMapping(findMapping(withTable(worker), []))).toContain('not copied: latitude, longitude')
  })

  test('refuses an id that is no integer, and an unknown column', () => {
    const worker = table('public', 'Worker', ['id', 'name', 'profession', 'is_active'])
    worker.columns[0] = { name: 'id', type: 'uuid', isUnique: true }
    expect(() => findMapping(withTable(worker), ['worker.name=fullName'])).toThrow(
      [
        'public.Worker.id is of type uuid, but worker.id needs an integer. Name another column with --map worker.id=COLUMN.',
        'There is no column fullName for worker.name: public.Worker has the columns id, name, profession, is_active.',
      ].join('\n'),
    )
  })

  test('takes the columns that --map names, also of a table between two others', () => {
    const tables = [
      ...usual().filter((other) => other.table !== 'DocumentWorker'),
      table('public', '_DocumentToWorker', ['A_id', 'B_id']),
    ]
    const overrides = [
      'document_worker=_DocumentToWorker',
      'document_worker.document_id=A_id',
      'document_worker.worker_id=B_id',
    ]
    expect(describeMapping(findMapping(tables, overrides))).toContain(
      'document_worker=public._DocumentToWorker\n  worker_id=B_id, document_id=A_id\n',
    )
  })

  test('says what a database without tables lacks', () => {
    expect(() => findMapping([], [])).toThrow(/Its tables are none that this role can see\./)
  })
})
