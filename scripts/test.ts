import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { findCaddy } from '../apps/web/e2e/caddy.ts'
import { findChromium } from '../apps/web/e2e/chromium.ts'
import { findPostgresPrograms } from '@shifts/testing/postgresPrograms'
import { findNginx } from '../apps/web/e2e/nginx.ts'
import { canInstall, findProgram, install, withoutService } from './debian.ts'
import { root, run } from './processes.ts'

/** How many tests of a suite passed and failed. A skipped test counts as failed, because it shows nothing. */
interface Outcome {
  passed: number
  failed: number
  /** The tests that failed, and why, and those that passed only at the second attempt. */
  failures?: string[]
}

const playwrightReport = `${root}/.turbo/playwright.json`

/** Runs all checks: format, lint, types, then unit, database, API and browser tests. */
async function main(): Promise<void> {
  const outcomes = [
    ...(await Promise.all([
      check('format', 'node_modules/.bin/prettier', ['--check', '--log-level=warn', '.']),
      check('lint', 'node_modules/.bin/oxlint', ['--type-aware']),
      check('types of scripts', 'node_modules/.bin/tsc', ['--noEmit', '--project', 'scripts']),
    ])),
    // After lint, which reads the types that this generates.
    await check('types', 'node_modules/.bin/turbo', ['run', 'typecheck', '--output-logs=errors-only']),
    await allTests(),
    // Both wait for half of their time.
    ...(await Promise.all([testsBehindPgBouncer(), testsOnNodeOfImages()])),
    await browserTests(),
    // After the tests that serve the web's build, because this one replaces the build with the one from the cache.
    await vitest('start', ['--project=start']),
  ]
  // Once more at the end, where they are found below the output of all suites.
  for (const failure of outcomes.flatMap(({ failures = [] }) => failures)) console.log(`\n✗ ${failure}`)
  const sum = (key: 'passed' | 'failed') => outcomes.reduce((total, outcome) => total + outcome[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') === 0 ? 0 : 1
}

async function check(name: string, command: string, args: string[]): Promise<Outcome> {
  const passed = await succeeds(command, args)
  console.log(`${passed ? '✓' : '✗'} ${name}`)
  return { passed: Number(passed), failed: Number(!passed) }
}

const vitestResult = z.object({
  numPassedTests: z.int(),
  numTotalTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})

/** Each failed test with its file and errors, and each file that failed outside its tests. */
const failuresOf = ({ testResults }: z.output<typeof vitestResult>): string[] =>
  testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [`${name}\n${message}`] : []
    return failed.map(({ fullName, failureMessages }) =>
      [`${name} › ${fullName}`, ...(failureMessages ?? [])].join('\n').slice(0, 2_000),
    )
  })

async function vitest(
  name: string,
  args: string[] = [],
  env: NodeJS.ProcessEnv = {},
  node = process.execPath,
): Promise<Outcome> {
  const report = `${root}/.turbo/${name}.json`
  await rm(report, { force: true })
  const isGreen = await succeeds(
    node,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    { env: { ...process.env, ...env } },
  )
  const result = vitestResult.safeParse(await readReport(report).catch(() => undefined))
  // Not thrown: that would leave the suites behind that run beside this one.
  if (!result.success)
    return { passed: 0, failed: 1, failures: [`${name}: Vitest has ended without a report.`] }
  const { numPassedTests: passed, numTotalTests } = result.data
  return { ...outcome(passed, numTotalTests - passed, isGreen), failures: failuresOf(result.data) }
}

/** Unit and database tests. The tests of restores need PostgreSQL's programs, one of a configuration HAProxy: they fail without. */
async function allTests(): Promise<Outcome> {
  if (!findProgram('haproxy') && canInstall())
    await install('haproxy', withoutService('haproxy')).catch(() => {})
  if (!findPostgresPrograms(process.env.PATH) && canInstall())
    await install('postgresql', withoutCluster).catch(() => {})
  return vitest('vitest', ['--project=unit', '--project=database'])
}

/** Without pg_createcluster, the package creates no server that starts with the machine. */
const withoutCluster = ['-oDpkg::Options::=--path-exclude=/usr/bin/pg_createcluster']

/** Repeats the tests of the API behind PgBouncer, if it is installed or can be installed. */
async function testsBehindPgBouncer(): Promise<Outcome> {
  if (!findProgram('pgbouncer') && canInstall())
    await install('pgbouncer', withoutService('pgbouncer')).catch(() => {})
  if (findProgram('pgbouncer')) return vitest('pgbouncer', ['--project=database'], { TEST_PGBOUNCER: 'true' })
  console.log('- the API behind PgBouncer was not tested: pgbouncer is not installed')
  return { passed: 0, failed: 0 }
}

const imageNode = '24.21.0'

/** Tests of what depends on Node's version: HTTP, live updates and the driver. */
const nodeTests = ['server/test/watch', 'server/test/errors', 'db/test/streaming']

/** Repeats the unit tests and some of the API's on the Node version of the images, if npm has it as a package. */
async function testsOnNodeOfImages(): Promise<Outcome> {
  const node = await findNode(imageNode)
  if (node === undefined) {
    console.log(`- Node ${imageNode} was not tested: npm has no package of it`)
    return { passed: 0, failed: 0 }
  }
  const outcomes = [
    await vitest('node-unit', ['--project=unit'], {}, node),
    await vitest('node-database', ['--project=database', ...nodeTests], {}, node),
  ]
  return {
    passed: outcomes.reduce((total, { passed }) => total + passed, 0),
    failed: outcomes.reduce((total, { failed }) => total + failed, 0),
    failures: outcomes.flatMap(({ failures = [] }) => failures),
  }
}

/** The path of this version of Node, from npm's cache or registry. Undefined if there is no such package. */
async function findNode(version: string): Promise<string | undefined> {
  if (process.version === `v${version}`) return process.execPath
  const name = `node-${process.platform}-${process.arch}`
  const args = ['exec', '--yes', `--package=${name}@${version}`, '--', 'node', '--print', 'process.execPath']
  return promisify(execFile)('npm', args, { timeout: 180_000 }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  )
}

const playwrightSuite = z.object({
  specs: z.array(
    z.object({
      title: z.string(),
      file: z.string(),
      line: z.int(),
      tests: z.array(z.object({ status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']) })),
    }),
  ),
  get suites() {
    return z.array(playwrightSuite).optional()
  },
})

const playwrightResult = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  suites: z.array(playwrightSuite),
})

/** Each browser test that did not pass at the first attempt. */
const failuresOfBrowser = (suites: z.output<typeof playwrightSuite>[] = []): string[] =>
  suites.flatMap((suite) => [
    ...suite.specs.flatMap(({ title, file, line, tests }) =>
      tests.flatMap(({ status }) =>
        status === 'expected' ? [] : `${file}:${line} › ${title} (${statusTexts[status]})`,
      ),
    ),
    ...failuresOfBrowser(suite.suites),
  ])

const statusTexts = {
  unexpected: 'failed',
  skipped: 'skipped',
  flaky: 'passed at the second attempt: mend it',
}

async function browserTests(): Promise<Outcome> {
  await run('node_modules/.bin/turbo', ['run', 'build', '--output-logs=errors-only'])
  if (!findChromium()) await installChromium()
  for (const [name, find] of [['nginx', findNginx] as const, ['caddy', findCaddy] as const]) {
    if (!find() && canInstall()) await install(name, withoutService(name)).catch(() => {})
    if (!find()) console.log(`- the web behind ${name} was not tested: ${name} is not installed`)
  }
  const isGreen = await succeeds('node_modules/.bin/playwright', ['test'], {
    cwd: `${root}/apps/web`,
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport },
  })
  const { stats, suites } = playwrightResult.parse(await readReport(playwrightReport))
  const { expected, flaky, unexpected, skipped } = stats
  return { ...outcome(expected + flaky, unexpected + skipped, isGreen), failures: failuresOfBrowser(suites) }
}

/** A runner can fail although every test passed, for example if a set-up fails. That counts as a failure. */
const outcome = (passed: number, failed: number, isGreen: boolean): Outcome => ({
  passed,
  failed: failed || Number(!isGreen || passed === 0),
})

/** Installs Playwright's browser if it can be downloaded, else Debian's. */
async function installChromium(): Promise<void> {
  if (await succeeds('node_modules/.bin/playwright', ['install', 'chromium'], { cwd: `${root}/apps/web` }))
    return
  if (!canInstall()) {
    throw new Error('The browser tests need a Chromium: install one, or name one with PLAYWRIGHT_CHROMIUM.')
  }
  await install('chromium-headless-shell')
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
