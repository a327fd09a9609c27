import { connect, countEligibleShiftsByDay, listWorkersWithEveryDocument, postgresUrl } from '@shifts/db'
import { readArguments } from '@shifts/db/command'
import { z } from 'zod'
import { importDatabase, type ImportResult } from './importDatabase.ts'
import { columnOf, describeMapping, type Mapping } from './mapping.ts'
import { describeCounts } from './rejects.ts'
import { hasNoZone } from './staging.ts'

const usage = `pnpm run import --from URL [--map OURS=THEIRS]... [--time-zone ZONE] [--source-time-zone ZONE] [--rejects FILE] [--replace]

  --from URL               the PostgreSQL database to copy. It is only read
  --map OURS=THEIRS        what the source calls a table or a column, such as shift=Vacancies, shift=hr.Vacancies or
                           shift.starts_at=begin. Most names are found without it
  --time-zone ZONE         the zone of facilities for which the source has none. Default: UTC
  --source-time-zone ZONE  the zone of timestamps without one. Default: UTC
  --rejects FILE           writes the rows that cannot be imported to a file, as lines of JSON, and imports the others
  --replace                deletes the rows that our database holds`

const optionsSchema = z.object({
  from: postgresUrl,
  map: z.array(z.string()).default([]),
  'time-zone': z.string().min(1).default('UTC'),
  'source-time-zone': z.string().min(1).default('UTC'),
  rejects: z.string().min(1).optional(),
  replace: z.boolean().default(false),
})

type Options = z.output<typeof optionsSchema>

const text = { type: 'string' } as const
const flags = {
  from: text,
  map: { type: 'string', multiple: true },
  'time-zone': text,
  'source-time-zone': text,
  rejects: text,
  replace: { type: 'boolean' },
} as const

const number = (value: number) => value.toLocaleString('en')

/** What each of our columns is copied from, and how times are read. */
function describeSource(mapping: Mapping, options: Options): string {
  const lines = ['Found in the source, as --map would say it:', describeMapping(mapping)]
  const instants = mapping.shift.columns.filter(hasNoZone)
  if (instants.length > 0)
    lines.push(
      `${instants.map(({ source }) => source.name).join(' and ')} have no time zone: they are read as times of ${options['source-time-zone']} (--source-time-zone).`,
    )
  if (columnOf(mapping.facility, 'time_zone') === undefined)
    lines.push(`Facilities have no time zone: all get ${options['time-zone']} (--time-zone).`)
  return lines.join('\n')
}

function report(
  { mapping, tables, rejects, facilitiesWithoutZone, deleted, seconds }: ImportResult,
  options: Options,
): string {
  const header = ['', 'read', 'written', 'folded', 'rejected']
  const rows = tables.map(({ source, read, written, folded, rejected }) => [
    source,
    ...[read, written, folded, rejected].map(number),
  ])
  const shifts = tables.find(({ name }) => name === 'shift')?.written ?? 0
  const lines = [
    `Imported ${number(shifts)} shifts in ${seconds.toFixed(1)} s.`,
    ...columns([header, ...rows]),
  ]
  if (rejects.length > 0)
    lines.push(`Rejected, and written to ${options.rejects}:`, ...describeCounts(mapping, rejects))
  if (facilitiesWithoutZone > 0)
    lines.push(
      `WARNING: facilities without a time zone in the source: ${number(facilitiesWithoutZone)}. Their days and hours are now those of ${options['time-zone']}.`,
    )
  const gone = Object.entries(deleted).filter(([, count]) => count > 0)
  if (gone.length > 0)
    lines.push(
      `Deleted, because they referred to the previous rows: ${gone.map(([table, count]) => `${number(count)} of ${table}`).join(', ')}.`,
    )
  return lines.join('\n')
}

/** Aligns the first column at the left and the others at the right. */
function columns(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)))
  return rows.map(
    (row) =>
      `  ${row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join('  ')}`,
  )
}

const listedWorkers = 10

/** The workers who hold every document, with the shifts that each may take, whenever they are, and from now on. */
async function describeWorkers(url: string): Promise<string> {
  const { db, close } = connect(url, { applicationName: 'open-shifts import', timeoutMs: 60_000 })
  try {
    const workers = await listWorkersWithEveryDocument(db, listedWorkers + 1)
    if (workers.length === 0) return 'No active worker holds every document.'
    const lines = []
    for (const { id, name, profession } of workers.slice(0, listedWorkers)) {
      const count = async (from?: string) => {
        const days = await countEligibleShiftsByDay(db, { workerId: id, from })
        return number(days.reduce((total, { shifts }) => total + shifts, 0))
      }
      lines.push(
        `  ${id}  ${name}, ${profession}: ${await count()} open shifts, ${await count(new Date().toISOString())} of them from now on`,
      )
    }
    if (workers.length > listedWorkers) lines.push('  and more')
    return ['The workers who hold every document:', ...lines].join('\n')
  } finally {
    await close()
  }
}

export interface ImportCommandOptions {
  /** The URL of the target's owner. */
  url: string
  /** The URL with which hosts connect, if it is a different one. */
  appUrl?: string | undefined
  /** The arguments of the command line. */
  args: string[]
}

/**
 * The command `pnpm run import`: migrates the database, copies the source into it, and prints its progress.
 * @throws {UsageError} for wrong arguments
 * @throws {UserError} as `importDatabase`
 */
export async function runImportCommand({ url, appUrl, args }: ImportCommandOptions): Promise<void> {
  const options = readArguments({ usage, flags, schema: optionsSchema, args })
  const startedAt = performance.now()
  const result = await importDatabase(url, {
    from: options.from,
    appUrl,
    map: options.map,
    timeZone: options['time-zone'],
    sourceTimeZone: options['source-time-zone'],
    rejects: options.rejects,
    replace: options.replace,
    onMapping: (mapping) => console.log(describeSource(mapping, options)),
    onNotice: console.warn,
    onProgress: (line) =>
      console.log(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}`),
  })
  console.log(report(result, options))
  // The import is done: a slow count does not make it fail.
  console.log(await describeWorkers(url).catch(() => 'The open shifts could not be counted in time.'))
}
