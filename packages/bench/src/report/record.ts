import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { drawChart, type Chart } from './chart.ts'
import { quote, recordedRun } from './page.ts'

const root = new URL('../../../../', import.meta.url)

/** What PERFORMANCE.md quotes, and what it quotes it from. */
export const pageFile = new URL('PERFORMANCE.md', root)
export const runFile = new URL('docs/performance/run.json', root)

/** What a benchmark found, when and where. */
interface Result {
  name: string
  charts?: Chart[]
}

/** Keeps what benchmarks found, instead of what they found before, with their curves as pictures. */
export async function record<R extends Result>(results: R[]): Promise<void> {
  const before = existsSync(runFile)
    ? recordedRun.parse(JSON.parse(await readFile(runFile, 'utf8'))).results
    : []
  const kept = before.filter(({ name }) => results.every((result) => result.name !== name))
  await writeFile(runFile, `${JSON.stringify({ results: [...kept, ...results] }, undefined, 2)}\n`)
  for (const chart of results.flatMap(({ charts = [] }) => charts)) {
    await writeFile(new URL(`docs/performance/${chart.name}.svg`, root), drawChart(chart))
  }
}

/** Has PERFORMANCE.md quote what was recorded. */
export async function writePage(): Promise<void> {
  const run = recordedRun.parse(JSON.parse(await readFile(runFile, 'utf8')))
  await writeFile(pageFile, quote(await readFile(pageFile, 'utf8'), run))
}
