import { parseArgs } from 'node:util'
import { interrupted, runCommand, UsageError } from '@shifts/db/command'
import { z } from 'zod'
import type { Benchmark, Setting } from './benchmark.ts'
import { benchmarks } from './benchmarks/index.ts'
import { startDatabases } from './database/databases.ts'
import { describeMachine } from './process/machine.ts'
import { record, writePage } from './report/record.ts'
import { goalLine, table } from './report/table.ts'

const names = benchmarks.map(({ name }) => name)
const usage = `pnpm bench [${names.join(' | ')}]... [--full] [--record]

Without names, it runs all benchmarks in quick mode, in less than five minutes. --full also runs the long ones, and measures
each for longer. --record stores the results in docs/performance and updates PERFORMANCE.md.`

/** `seconds` is how long each candidate is measured in each round. */
const modes = {
  quick: { isQuick: true, seconds: 1, rounds: 2 },
  full: { isQuick: false, seconds: 1.5, rounds: 3 },
}

function readArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { full: { type: 'boolean', default: false }, record: { type: 'boolean', default: false } },
    })
    const chosenNames = z.array(z.enum(names)).parse(positionals)
    const { full } = values
    const isChosen = ({ name, isLong = false }: Benchmark) =>
      chosenNames.length === 0 ? full || !isLong : chosenNames.includes(name)
    return {
      mode: full ? ('full' as const) : ('quick' as const),
      isRecorded: values.record,
      chosen: benchmarks.filter(isChosen),
    }
  } catch {
    throw new UsageError(`Usage: ${usage}`)
  }
}

const interruption = interrupted()

async function main(): Promise<void> {
  const { mode, isRecorded, chosen } = readArguments(process.argv.slice(2))
  const machine = describeMachine()
  console.log(
    Object.entries(machine)
      .map(([what, value]) => `${what} ${value}`)
      .join(', '),
  )
  const databases = await startDatabases(console.log)
  const results = []
  try {
    for (const benchmark of chosen) {
      const result = await run(benchmark, { databases, ...modes[mode] })
      results.push(result)
      if (isRecorded) await record([{ ...result, at: new Date().toISOString(), machine, ...modes[mode] }])
    }
  } finally {
    await databases.close()
  }
  if (isRecorded) await writePage()
  if (results.some(({ goals }) => goals.some(({ holds }) => !holds))) process.exitCode = 1
}

async function run({ name, title, run }: Benchmark, setting: Setting) {
  console.log(`\n## ${title}`)
  const startedAt = performance.now()
  const outcome = await Promise.race([run(setting), interruption])
  for (const { name, text } of outcome.texts ?? []) console.log(`\n${name}\n\n${text}`)
  for (const { name, rows } of outcome.tables) console.log(`\n${name}\n\n${table(rows)}`)
  console.log(`\n${outcome.goals.map(goalLine).join('\n')}`)
  console.log(`This took ${Math.round((performance.now() - startedAt) / 1_000)} s.`)
  return { name, title, ...outcome }
}

runCommand(async () => {
  await main()
  process.exit()
})
