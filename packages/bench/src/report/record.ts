import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { drawChart, type Chart } from './chart.ts'
import { quote, recordedRun } from './page.ts'

const root = new URL('../../../../', import.meta.url)

/** The page, and the recorded run that it quotes. */
export const pageFile = new URL('PERFORMANCE.md', root)
export const runFile = new URL('docs/performance/run.json', root)

/** The result of a benchmark, with the time and the machine. */
interface Result {
  name: string
  charts?: Chart[]
}

/** Stores the results of benchmarks, replacing their previous ones, and draws their charts. */
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

/** Updates PERFORMANCE.md with the recorded run. */
export async function writePage(): Promise<void> {
  const run = recordedRun.parse(JSON.parse(await readFile(runFile, 'utf8')))
  await writeFile(pageFile, quote(await readFile(pageFile, 'utf8'), run))
}
