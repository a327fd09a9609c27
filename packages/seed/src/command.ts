import type { ChangeFeed } from '@shifts/db'
import { readArguments } from '@shifts/db/command'
import { migrate } from '@shifts/db/migrate'
import { z } from 'zod'
import { isEmpty } from './isEmpty.ts'
import { presetNames } from './presets.ts'
import { seed, type SeedResult } from './seed.ts'

const usage =
  'pnpm seed --preset marketplace|challenge|tiny --shifts N --seed N --anchor YYYY-MM-DD --reset|--if-empty'

const integerFrom = (least: number) => {
  const error = `must be a whole number from ${least} to 2147483647`
  return z.string().regex(/^\d+$/, error).transform(Number).pipe(z.int32(error).min(least, error)).optional()
}

const optionsSchema = z.object({
  preset: z.enum(presetNames, `must be one of ${presetNames.join(', ')}`).default('marketplace'),
  shifts: integerFrom(1),
  seed: integerFrom(0),
  anchor: z.iso.date('must be a day such as 2026-12-01').optional(),
  reset: z.boolean().default(false),
  'if-empty': z.boolean().default(false),
})

const text = { type: 'string' } as const
const flags = {
  preset: text,
  shifts: text,
  seed: text,
  anchor: text,
  reset: { type: 'boolean' },
  'if-empty': { type: 'boolean' },
} as const

function report({ checksum, shifts, seconds, deterministicWorkers }: SeedResult): string {
  return [
    `Seeded ${shifts.toLocaleString('en')} shifts in ${seconds.toFixed(1)} s, checksum ${checksum}.`,
    'The workers who hold every document:',
    ...deterministicWorkers.map(({ id, name, profession }) => `  ${id}  ${name}, ${profession}`),
  ].join('\n')
}

export interface SeedCommandOptions {
  /** The URL of the tables' owner. */
  url: string
  /** The URL with which hosts connect, if it is a different one. */
  appUrl?: string | undefined
  /** How hosts receive changes. Left as it is if not given. */
  changeFeed?: ChangeFeed | undefined
  /** The arguments of the command line. */
  args: string[]
}

/**
 * The command `pnpm seed`: migrates the database, seeds it, and prints its progress.
 * @throws {UsageError} for wrong arguments
 * @throws {DatabaseNotEmptyError} if there are rows, and neither --reset nor --if-empty
 */
export async function runSeedCommand({ url, appUrl, changeFeed, args }: SeedCommandOptions): Promise<void> {
  const options = readArguments({ usage, flags, schema: optionsSchema, args })
  await migrate(url, { appUrl, changeFeed, onNotice: console.warn })
  if (options['if-empty'] && !(await isEmpty(url))) {
    console.log('The database holds rows already: nothing to seed.')
    return
  }
  const startedAt = performance.now()
  const onProgress = (line: string) =>
    console.log(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}`)
  console.log(report(await seed(url, { ...options, onProgress })))
}
