import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { databaseEnv, EnvironmentError, readEnv } from '@shifts/db'
import { interrupted, InterruptedError } from '@shifts/db/embedded'
import { z } from 'zod'
import type { Benchmark } from './benchmark.ts'
import { benchmarks } from './benchmarks/index.ts'
import { givenDatabase, throwAwayDatabase } from './database.ts'
import { describeDatabase, describeMachine } from './machine.ts'
import { goalLine, table } from './report.ts'

const names = benchmarks.map(({ name }) => name)
const usage = `pnpm bench [${names.join(' | ')}] [--seconds N] [--rounds N] [--shifts N] [--json FILE]`

class UsageError extends Error {}

const atLeastOne = z.coerce.number().int().min(1)

const optionsSchema = z.object({
  /** For how long each contender is asked in each round. */
  seconds: atLeastOne.default(3),
  rounds: atLeastOne.default(5),
  /** Of a throw-away database: the preset's own number, if left out. */
  shifts: atLeastOne.optional(),
  json: z.string().optional(),
})

type Options = z.output<typeof optionsSchema>

function readArguments(args: string[]): { options: Options; chosen: Benchmark[] } {
  const text = { type: 'string' } as const
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { seconds: text, rounds: text, shifts: text, json: text },
    })
    const asked = z.array(z.enum(names)).parse(positionals)
    const chosen = benchmarks.filter(({ name }) => asked.length === 0 || asked.includes(name))
    return { options: optionsSchema.parse(values), chosen }
  } catch {
    throw new UsageError(`Usage: ${usage}`)
  }
}

const interruption = interrupted()

async function main(): Promise<void> {
  const { options, chosen } = readArguments(process.argv.slice(2))
  const env = readEnv(z.object(databaseEnv))
  const machine = describeMachine()
  console.log(describe(machine))
  const results = []
  for (const benchmark of chosen) results.push(await run(benchmark, options, env.DATABASE_URL))
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify({ machine, options, results }, undefined, 2)}\n`)
  }
  if (results.some(({ goals }) => goals.some(({ holds }) => !holds))) process.exitCode = 1
}

async function run({ name, title, preset, run }: Benchmark, options: Options, url: string | undefined) {
  console.log(`\n## ${title}`)
  const database = url === undefined ? await throwAwayDatabase(preset, options.shifts) : givenDatabase(url)
  try {
    const about = await describeDatabase(database.url)
    console.log(describe({ ...about, from: database.from }))
    const outcome = await Promise.race([run({ ...database, ...options }), interruption])
    console.log(`\n${table(outcome.rows)}\n\n${outcome.goals.map(goalLine).join('\n')}`)
    return { name, database: about, ...outcome }
  } finally {
    await database.close()
  }
}

const describe = (facts: Record<string, string | number | undefined>): string =>
  Object.entries(facts)
    .map(([what, value]) => `${what} ${value}`)
    .join(', ')

main().then(
  () => process.exit(),
  (error: unknown) => {
    const isExpected = [UsageError, EnvironmentError, InterruptedError].some((kind) => error instanceof kind)
    console.error(isExpected && error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
