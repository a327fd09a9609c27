import { UsageError, UserError } from '@shifts/db/command'
import { columnsOf, entities, type Column, type Entity, type EntityName, type Kind } from './entities.ts'

/** A table of the source with its columns. */
export interface SourceTable {
  schema: string
  table: string
  columns: SourceColumn[]
}

export interface SourceColumn {
  name: string
  /** As PostgreSQL writes it without a length, such as "timestamp without time zone". Of a domain, the type below it. */
  type: string
  /** Whether a unique index covers exactly this column. */
  isUnique: boolean
}

export interface MappedColumn extends Column {
  source: SourceColumn
}

/** Where the rows of one of our tables come from. */
export interface MappedTable {
  name: EntityName
  source: SourceTable
  columns: MappedColumn[]
}

export type Mapping = Record<EntityName, MappedTable>

/** The source cannot be imported as it is. The message says what it lacks and how to name it. */
export class MappingError extends UserError {
  override readonly name = 'MappingError'
}

/**
 * Finds the source's table and column for each of ours. What `--map` says, such as `shift=Vacancies` or `shift.starts_at=begin`,
 * takes precedence over the names that are expected.
 * @throws {UsageError} if `overrides` name nothing of ours
 * @throws {MappingError} if the source lacks something, has it twice, or in a type that does not fit
 */
export function findMapping(tables: SourceTable[], overrides: string[]): Mapping {
  const chosen = readOverrides(overrides)
  const found = chooseTables(tables, chosen)
  const problems: string[] = []
  const map = (name: EntityName): MappedTable => {
    const source = found(name)
    const columns = columnsOf(name).flatMap((column) => {
      const result = mapColumn(name, column, source, chosen.get(`${name}.${column.name}`))
      if (typeof result === 'string') problems.push(result)
      return result === undefined || typeof result === 'string' ? [] : [result]
    })
    return { name, source, columns: withoutHalfPlaces(columns) }
  }
  const mapping: Mapping = {
    worker: map('worker'),
    facility: map('facility'),
    document: map('document'),
    facility_requirement: map('facility_requirement'),
    document_worker: map('document_worker'),
    shift: map('shift'),
  }
  if (problems.length > 0) throw new MappingError(problems.join('\n'))
  return mapping
}

/** The source's column of ours, if it has one. */
export const columnOf = ({ columns }: MappedTable, name: string): MappedColumn | undefined =>
  columns.find((column) => column.name === name)

/** One block of lines for each table, in the syntax of `--map`. */
export function describeMapping(mapping: Mapping): string {
  return entities.flatMap(({ name, columns }) => describeTable(mapping[name], columns)).join('\n')
}

function describeTable({ name, source, columns }: MappedTable, all: Column[]): string[] {
  const pairs = columns.map((column) => `${column.name}=${column.source.name}`)
  const missing = all.map((column) => column.name).filter((own) => !columns.some(({ name }) => name === own))
  const copied = new Set(columns.map((column) => column.source.name))
  const leftOut = source.columns.map((column) => column.name).filter((column) => !copied.has(column))
  const idOfPair = name === 'facility_requirement' || name === 'document_worker' ? ['id'] : []
  const empty = missing.filter((column) => !idOfPair.includes(column))
  return [
    `${name}=${source.schema}.${source.table}`,
    `  ${pairs.join(', ')}`,
    ...(empty.length > 0 ? [`  not in the source: ${empty.join(', ')}`] : []),
    ...(leftOut.length > 0 ? [`  not copied: ${leftOut.join(', ')}`] : []),
  ]
}

function readOverrides(overrides: string[]): Map<string, string> {
  const targets = entities.flatMap(({ name, columns }) => [
    name,
    ...columns.map((column) => `${name}.${column.name}`),
  ])
  return new Map(
    overrides.map((text) => {
      const [target = '', ...rest] = text.split('=')
      const source = rest.join('=')
      if (source === '')
        throw new UsageError(
          `--map ${text}: write OURS=THEIRS, such as shift=Vacancies or shift.starts_at=begin`,
        )
      if (!targets.includes(target))
        throw new UsageError(`--map ${text}: there is no ${target}. There are ${targets.join(', ')}.`)
      return [target, source]
    }),
  )
}

const normalized = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

const fullName = ({ schema, table }: SourceTable) => `${schema}.${table}`

/** Finds every table, or fails with all that are missing or ambiguous. */
function chooseTables(tables: SourceTable[], chosen: Map<string, string>): (name: EntityName) => SourceTable {
  const named = new Map(entities.map((entity) => [entity.name, candidatesOf(entity, tables, chosen)]))
  const schema = onlyCompleteSchema([...named.values()])
  const problems: string[] = []
  const found = new Map<EntityName, SourceTable>()
  for (const [name, candidates] of named) {
    const inSchema = candidates.filter((candidate) => candidate.schema === schema)
    const [first, second] = inSchema.length > 0 ? inSchema : candidates
    const override = chosen.get(name)
    if (first === undefined)
      problems.push(
        override === undefined
          ? `The source has no table for ${name}.`
          : `The source has no table ${override} for ${name}.`,
      )
    else if (second !== undefined)
      problems.push(`The source has several tables for ${name}: ${candidates.map(fullName).join(', ')}.`)
    else found.set(name, first)
  }
  if (problems.length > 0) {
    const existing = tables.length === 0 ? 'none that this role can see' : tables.map(fullName).join(', ')
    throw new MappingError(
      [
        ...problems,
        `Its tables are ${existing}. Name one with --map, such as --map shift=public.Vacancies.`,
      ].join('\n'),
    )
  }
  return (name) => {
    const table = found.get(name)
    if (table === undefined) throw new Error(`No table was chosen for ${name}.`)
    return table
  }
}

function candidatesOf(entity: Entity, tables: SourceTable[], chosen: Map<string, string>): SourceTable[] {
  const override = chosen.get(entity.name)
  return tables.filter((table) =>
    override === undefined
      ? entity.sourceNames.includes(normalized(table.table))
      : table.table === override || fullName(table) === override,
  )
}

/** The schema that has a candidate for each of our tables, if only one has. */
function onlyCompleteSchema(candidates: SourceTable[][]): string | undefined {
  const schemas = new Set(candidates.flat().map(({ schema }) => schema))
  const complete = [...schemas].filter((schema) =>
    candidates.every((tables) => tables.some((table) => table.schema === schema)),
  )
  return complete.length === 1 ? complete[0] : undefined
}

/** Undefined if the source lacks an optional column. A text says why there is none. */
function mapColumn(
  entity: EntityName,
  column: Column,
  source: SourceTable,
  override: string | undefined,
): MappedColumn | string | undefined {
  const own = `${entity}.${column.name}`
  const option = `--map ${own}=COLUMN`
  const found =
    override === undefined ? guess(column, source) : source.columns.find(({ name }) => name === override)
  const columns = `${fullName(source)} has the columns ${source.columns.map(({ name }) => name).join(', ')}`
  if (found === undefined) {
    if (override !== undefined) return `There is no column ${override} for ${own}: ${columns}.`
    return column.isOptional
      ? undefined
      : `There is no column for ${own}: ${columns}. Name it with ${option}.`
  }
  if (fits(column.kind, found.type)) return { ...column, source: found }
  // A column of another type only looked like an optional one.
  if (column.isOptional && override === undefined) return undefined
  return `${fullName(source)}.${found.name} is of type ${found.type}, but ${own} needs ${needed[column.kind]}. Name another column with ${option}.`
}

function guess({ name, otherNames = [] }: Column, { columns }: SourceTable): SourceColumn | undefined {
  for (const expected of [normalized(name), ...otherNames]) {
    const found = columns.find((column) => normalized(column.name) === expected)
    if (found) return found
  }
  return undefined
}

const types: Record<Exclude<Kind, 'text'>, RegExp> = {
  id: /^(smallint|integer|bigint)$/,
  boolean: /^boolean$/,
  instant: /^timestamp with(out)? time zone$/,
  degrees: /^(real|double precision|numeric|smallint|integer|bigint)$/,
}

const needed: Record<Kind, string> = {
  id: 'an integer',
  text: 'a text',
  boolean: 'a boolean',
  instant: 'a timestamp',
  degrees: 'a number',
}

/** Every type can be read as text, enums included. */
const fits = (kind: Kind, type: string): boolean => kind === 'text' || types[kind].test(type)

/** A latitude without a longitude, or the reverse, is no place. */
function withoutHalfPlaces(columns: MappedColumn[]): MappedColumn[] {
  const count = columns.filter(({ kind }) => kind === 'degrees').length
  return count === 1 ? columns.filter(({ kind }) => kind !== 'degrees') : columns
}
