import { readFile, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { z } from 'zod'
import { findChromium } from '../apps/web/e2e/chromium.ts'
import { root, run } from './processes.ts'

/** How many tests of a suite passed and did not; a skipped one counts as failed, for nothing says that it holds. */
interface Outcome {
  passed: number
  failed: number
}

const vitestReport = `${root}/.turbo/vitest.json`
const playwrightReport = `${root}/.turbo/playwright.json`

/** Everything that must hold: types, lint, format, then unit, database, API and browser tests. */
async function main(): Promise<void> {
  const outcomes = [
    await check('format', 'node_modules/.bin/prettier', ['--check', '--log-level=warn', '.']),
    await check('lint', 'node_modules/.bin/oxlint', ['--type-aware']),
    await check('types', 'node_modules/.bin/turbo', ['run', 'typecheck', '--output-logs=errors-only']),
    await check('types of scripts', 'node_modules/.bin/tsc', ['--noEmit', '--project', 'scripts']),
    await vitest(),
    await browserTests(),
  ]
  const sum = (key: keyof Outcome) => outcomes.reduce((total, outcome) => total + outcome[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') === 0 ? 0 : 1
}

async function check(name: string, command: string, args: string[]): Promise<Outcome> {
  const passed = await succeeds(command, args)
  console.log(`${passed ? '✓' : '✗'} ${name}`)
  return { passed: Number(passed), failed: Number(!passed) }
}

const vitestResult = z.object({ numPassedTests: z.int(), numTotalTests: z.int() })

async function vitest(): Promise<Outcome> {
  await rm(vitestReport, { force: true })
  const isGreen = await succeeds('node_modules/.bin/vitest', [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${vitestReport}`,
  ])
  const { numPassedTests: passed, numTotalTests } = vitestResult.parse(await readReport(vitestReport))
  return outcome(passed, numTotalTests - passed, isGreen)
}

const playwrightResult = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
})

async function browserTests(): Promise<Outcome> {
  await run('node_modules/.bin/turbo', ['run', 'build', '--output-logs=errors-only'])
  if (!findChromium()) await installChromium()
  const isGreen = await succeeds('node_modules/.bin/playwright', ['test'], {
    cwd: `${root}/apps/web`,
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport },
  })
  const { stats } = playwrightResult.parse(await readReport(playwrightReport))
  return outcome(stats.expected, stats.unexpected + stats.flaky + stats.skipped, isGreen)
}

/** A runner can fail though every test passed, as when a set-up breaks: that is a failure too. */
const outcome = (passed: number, failed: number, isGreen: boolean): Outcome => ({
  passed,
  failed: failed || Number(!isGreen || passed === 0),
})

/** Playwright's own browser where it can be fetched, else Debian's. */
async function installChromium(): Promise<void> {
  if (await succeeds('node_modules/.bin/playwright', ['install', 'chromium'], { cwd: `${root}/apps/web` }))
    return
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error('The browser tests need a Chromium: install one, or name one with PLAYWRIGHT_CHROMIUM.')
  }
  await run('apt-get', ['update', '-qq'])
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
}

async function readReport(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'))
}

const succeeds = (...command: Parameters<typeof run>): Promise<boolean> =>
  run(...command).then(
    () => true,
    () => false,
  )

await main()
