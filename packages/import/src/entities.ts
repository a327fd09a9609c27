import { professions } from '@shifts/db'

/** What a column holds, which decides the types that the source's column may have. */
export type Kind = 'id' | 'text' | 'boolean' | 'instant' | 'degrees'

export interface Column {
  name: string
  kind: Kind
  /** Whether the source may lack it. Rows are then imported without it. */
  isOptional?: true
  /** Further names that the source may give it, in lower case and without underscores. */
  otherNames?: string[]
}

export interface Entity {
  name: EntityName
  /** The names that the source may give the table, in lower case and without underscores. */
  sourceNames: string[]
  columns: Column[]
}

export const entityNames = [
  'worker',
  'facility',
  'document',
  'facility_requirement',
  'document_worker',
  'shift',
] as const
export type EntityName = (typeof entityNames)[number]

const id: Column = { name: 'id', kind: 'id' }
/** A table of pairs may have an id, which is not kept: it only identifies rejected rows. */
const idOfPair: Column = { ...id, isOptional: true }
const reference = (name: string): Column => ({ name, kind: 'id' })
const text = (name: string): Column => ({ name, kind: 'text' })
const isActive: Column = { name: 'is_active', kind: 'boolean', otherNames: ['active'] }

const latitudes = ['latitude', 'lat']
const longitudes = ['longitude', 'lng', 'lon', 'long']
const degrees = (name: string, otherNames: string[]): Column => ({
  name,
  kind: 'degrees',
  isOptional: true,
  otherNames,
})

/** Our tables, and how sources name them, in the order in which a row may refer to another. */
export const entities: Entity[] = [
  {
    name: 'worker',
    sourceNames: ['worker', 'workers'],
    columns: [
      id,
      text('name'),
      text('profession'),
      isActive,
      degrees('home_latitude', latitudes),
      degrees('home_longitude', longitudes),
    ],
  },
  {
    name: 'facility',
    sourceNames: ['facility', 'facilities'],
    columns: [
      id,
      text('name'),
      isActive,
      { ...text('time_zone'), isOptional: true, otherNames: ['tz'] },
      { ...text('city'), isOptional: true },
      { ...text('state'), isOptional: true },
      degrees('latitude', latitudes),
      degrees('longitude', longitudes),
    ],
  },
  {
    name: 'document',
    sourceNames: ['document', 'documents'],
    columns: [id, text('name'), isActive],
  },
  {
    name: 'facility_requirement',
    sourceNames: ['facilityrequirement', 'facilityrequirements'],
    columns: [idOfPair, reference('facility_id'), reference('document_id')],
  },
  {
    name: 'document_worker',
    sourceNames: ['documentworker', 'documentworkers', 'workerdocument', 'workerdocuments'],
    columns: [idOfPair, reference('worker_id'), reference('document_id')],
  },
  {
    name: 'shift',
    sourceNames: ['shift', 'shifts'],
    columns: [
      id,
      reference('facility_id'),
      text('profession'),
      { name: 'starts_at', kind: 'instant', otherNames: ['start', 'startat', 'starttime'] },
      { name: 'ends_at', kind: 'instant', otherNames: ['end', 'endat', 'endtime'] },
      { name: 'is_deleted', kind: 'boolean', otherNames: ['deleted'] },
      reference('worker_id'),
      { name: 'claimed_at', kind: 'instant', isOptional: true },
    ],
  },
]

export const columnsOf = (name: EntityName): Column[] =>
  entities.find((entity) => entity.name === name)?.columns ?? []

/** The professions as a list of SQL literals. */
export const professionLiterals = professions.map((profession) => `'${profession}'`).join(', ')
