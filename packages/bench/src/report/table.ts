import type { Goal, Row } from '../benchmark.ts'

type Cell = Row[string]

/** Formats a Markdown table. A spread is shown as its median with the range. */
export function table(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const cells = [columns, ...rows.map((row) => columns.map((column) => write(row[column] ?? '')))]
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)))
  const [header = '', ...body] = cells.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  )
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [header, rule, ...body].join('\n')
}

export const goalLine = ({ what, found, wanted, holds }: Goal): string =>
  `${holds ? '✓' : '✗'} ${what}: ${number(found)} (${wanted})`

export function write(cell: Cell): string {
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return number(cell)
  return `${number(cell.median)} (${number(cell.min)}–${number(cell.max)})`
}

/** Formats a number with the digits that are significant. */
const number = (value: number): string =>
  value.toLocaleString('en-US', value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 })
