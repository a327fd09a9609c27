import { parseArgs } from 'node:util'
import { z } from 'zod'
import { withDatabaseUrl } from '../embedded/index.ts'
import { ownerEnv, readEnv } from '../env.ts'
import { migrate } from '../migrate.ts'
import { DatabaseNotEmptyError, isEmpty, presetNames, seed, type SeedResult } from '../seed/index.ts'
import { runCommand } from './command.ts'

const usage =
  'pnpm seed --preset marketplace|challenge|tiny --shifts N --seed N --anchor YYYY-MM-DD --reset|--if-empty'

class UsageError extends Error {}

const wholeNumber = (least: number) => {
  const error = `must be a whole number from ${least} to 2147483647`
  return z.string().regex(/^\d+$/, error).transform(Number).pipe(z.int32(error).min(least, error)).optional()
}

const optionsSchema = z.object({
  preset: z.enum(presetNames, `must be one of ${presetNames.join(', ')}`).default('marketplace'),
  shifts: wholeNumber(1),
  seed: wholeNumber(0),
  anchor: z.iso.date('must be a day such as 2026-12-01').optional(),
  reset: z.boolean().default(false),
  'if-empty': z.boolean().default(false),
})

function readOptions(args: string[]) {
  const result = optionsSchema.safeParse(readFlags(args))
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => `--${issue.path.join('.')} ${issue.message}`)
  throw new UsageError([...problems, `Usage: ${usage}`].join('\n'))
}

function readFlags(args: string[]) {
  const text = { type: 'string' } as const
  const options = {
    preset: text,
    shifts: text,
    seed: text,
    anchor: text,
    reset: { type: 'boolean' },
    'if-empty': { type: 'boolean' },
  } as const
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\nUsage: ${usage}`)
  }
}

function report({ checksum, shifts, seconds, deterministicWorkers }: SeedResult): string {
  return [
    `Seeded ${shifts.toLocaleString('en')} shifts in ${seconds.toFixed(1)} s, checksum ${checksum}.`,
    'The workers who hold every document:',
    ...deterministicWorkers.map(({ id, name, profession }) => `  ${id}  ${name}, ${profession}`),
  ].join('\n')
}

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  const env = readEnv(z.object(ownerEnv))
  await withDatabaseUrl(env.DATABASE_OWNER_URL ?? env.DATABASE_URL, async (url) => {
    await migrate(url, { appUrl: env.DATABASE_URL, onNotice: console.warn })
    if (options['if-empty'] && !(await isEmpty(url))) {
      console.log('The database holds rows already: nothing to seed.')
      return
    }
    const startedAt = performance.now()
    const onProgress = (line: string) =>
      console.log(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}`)
    console.log(report(await seed(url, { ...options, onProgress })))
  })
}

/** What the user can put right is told without a stack. */
function tell(error: unknown): never {
  if (!(error instanceof UsageError || error instanceof DatabaseNotEmptyError)) throw error
  console.error(error.message)
  process.exit(1)
}

runCommand(() => run().catch(tell))
