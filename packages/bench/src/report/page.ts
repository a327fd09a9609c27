import { z } from 'zod'
import { table, write } from './table.ts'

const cell = z.union([
  z.string(),
  z.number(),
  z.object({ min: z.number(), median: z.number(), max: z.number() }),
])

/** The parts of a recorded run that the page quotes. */
export const recordedRun = z.object({
  results: z.array(
    z.looseObject({
      name: z.string(),
      tables: z.array(z.object({ name: z.string(), rows: z.array(z.record(z.string(), cell)) })),
      texts: z.array(z.object({ name: z.string(), text: z.string() })).default([]),
      goals: z.array(
        z.object({ what: z.string(), found: z.number(), wanted: z.string(), holds: z.boolean() }),
      ),
    }),
  ),
})
export type RecordedRun = z.output<typeof recordedRun>

/**
 * Returns the page with every quote replaced by the run's values: tables between `<!-- table NAME -->` and `<!-- end -->`,
 * plans between `<!-- text NAME -->` and `<!-- end -->`, and single figures between `<!--=TABLE;ROW;COLUMN-->` and
 * `<!--/-->`, where ROW is the value of the first column.
 * @throws {Error} for a table, text or figure that the run does not have
 */
export function quote(page: string, run: RecordedRun): string {
  const tables = new Map(
    run.results.flatMap((result) => result.tables.map(({ name, rows }) => [name, rows] as const)),
  )
  function find(name: string) {
    const rows = tables.get(name)
    if (!rows) throw new Error(`The run has no table ${name}.`)
    return rows
  }
  function figure(path: string): string {
    const [name = '', first, column = ''] = path.split(';')
    const row = find(name).find((row) => write(Object.values(row)[0] ?? '') === first)
    const found = row?.[column]
    if (found === undefined) throw new Error(`The run has no figure ${path}.`)
    return write(typeof found === 'object' ? found.median : found)
  }
  const texts = new Map(
    run.results.flatMap((result) => result.texts.map(({ name, text }) => [name, text] as const)),
  )
  function findText(name: string) {
    const text = texts.get(name)
    if (text === undefined) throw new Error(`The run has no text ${name}.`)
    return text
  }
  const goals = run.results.flatMap(({ goals }) =>
    goals.map(({ what, found, wanted, holds }) => ({
      goal: what,
      wanted,
      found,
      holds: holds ? 'yes' : 'no',
    })),
  )
  return page
    .replaceAll(
      /(<!-- table (\S+) -->\n)[\s\S]*?(\n<!-- end -->)/g,
      (_, start: string, name: string, end: string) =>
        `${start}\n${table(name === 'goals' ? goals : find(name))}\n${end}`,
    )
    .replaceAll(
      /(<!-- text (\S+) -->\n)[\s\S]*?(\n<!-- end -->)/g,
      (_, start: string, name: string, end: string) => `${start}\n\`\`\`\n${findText(name)}\n\`\`\`\n${end}`,
    )
    .replaceAll(
      /(<!--=([^>]+)-->)[^<]*(<!--\/-->)/g,
      (_, start: string, path: string, end: string) => `${start}${figure(path)}${end}`,
    )
}
