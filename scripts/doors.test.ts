import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

const root = path.resolve(import.meta.dirname, '..')

const database = 'Only packages/db reads the database.'
const development = 'These are for development and tests: no host loads them.'
const hostsUseIndex = 'Features are reached through their index.ts.'
const dbImports = 'Imports run one way: apps → packages/api → packages/db.'
const callApi = 'Browser code calls the API.'
const apiTypes = 'Browser code takes only types from the API.'
const webLayers = 'Imports run one way: app → features → shared → ui.'
const bottomLayers = 'Imports run one way: app → features → shared → ui and lib.'
const actionsOnly = 'Of the server, features call only actions.'
const featuresUseIndex = 'Features reach each other through their index.ts.'
const cycle = 'Dependency cycle detected'

/** Folders whose code runs in a host, and new ones, which the configuration does not mention. */
const hostFolders = [
  'apps/server/src',
  'apps/newHost/src',
  'packages/api/src',
  'packages/newPackage/src',
  'apps/web/src/app',
  'apps/web/src/server',
  'apps/web/src/telemetry',
]
/** Folders whose code runs in a browser, and two new ones. */
const browserFolders = [
  'apps/web/src/features/claims',
  'apps/web/src/features/newFeature',
  'apps/web/src/shared/shift',
  'apps/web/src/ui',
  'apps/web/src/lib',
  'apps/web/src/newFolder',
]

/** Imports that lint must refuse with `message` in a file of `folder`. */
const forbidden: [folder: string, from: string, message: string][] = [
  ...hostFolders.flatMap((folder): [string, string, string][] => [
    [folder, 'drizzle-orm', database],
    [folder, 'drizzle-orm/pg-core', database],
    [folder, 'pg', database],
    [folder, '@shifts/embedded-postgres', development],
    [folder, '@shifts/import', development],
    [folder, '@shifts/seed', development],
    [folder, '@shifts/seed/presets', development],
    [folder, '@shifts/testing', development],
    [folder, '@shifts/testing/factories', development],
  ]),
  ...['', '/claims', '/newFolder'].flatMap((subject): [string, string, string][] => [
    [`packages/db/src${subject}`, '@shifts/api', dbImports],
    [`packages/db/src${subject}`, '@shifts/testing/factories', dbImports],
  ]),
  ...browserFolders.flatMap((folder): [string, string, string][] => [
    [folder, '@shifts/db', callApi],
    [folder, '@shifts/db/schema', callApi],
    [folder, '@shifts/testing', callApi],
    [folder, '@shifts/import', callApi],
    [folder, '@shifts/seed', callApi],
    [folder, 'drizzle-orm', callApi],
    [folder, 'pg', callApi],
    [folder, '@shifts/api', apiTypes],
    [folder, '@shifts/api/errors', apiTypes],
  ]),
  ...['apps/web/src/app', 'apps/web/src/app/(worker)/shifts', 'apps/web/src/server'].map(
    (folder): [string, string, string] => [folder, '@/features/claims/useClaims.ts', hostsUseIndex],
  ),
  ['apps/web/src/app', '../features/claims/useClaims.ts', hostsUseIndex],
  ['apps/web/src/features/claims', '@/app/page.tsx', webLayers],
  ['apps/web/src/features/claims', '../../app/page.tsx', featuresUseIndex],
  ['apps/web/src/features/claims', '@/features/calendar/Calendar.tsx', featuresUseIndex],
  ['apps/web/src/features/claims', '../calendar/Calendar.tsx', featuresUseIndex],
  ['apps/web/src/features/claims', '@/server/services.ts', actionsOnly],
  ['apps/web/src/features/claims', '../../server/services.ts', featuresUseIndex],
  ...['apps/web/src/shared/shift', 'apps/web/src/newFolder'].flatMap((folder): [string, string, string][] => [
    [folder, '@/app/page.tsx', webLayers],
    [folder, '@/features/claims/index.ts', webLayers],
    [folder, '@/server/actions.ts', webLayers],
    [folder, '../../app/page.tsx', webLayers],
    [folder, '../../features/claims/index.ts', webLayers],
    [folder, '../../server/services.ts', webLayers],
  ]),
  ...['apps/web/src/ui', 'apps/web/src/lib'].flatMap((folder): [string, string, string][] => [
    [folder, '@/app/page.tsx', bottomLayers],
    [folder, '@/features/claims/index.ts', bottomLayers],
    [folder, '@/shared/format/format.ts', bottomLayers],
    [folder, '@/server/actions.ts', bottomLayers],
    [folder, '../shared/format/format.ts', bottomLayers],
  ]),
]

/** Imports that lint must accept in a file of `folder`. */
const allowed: [folder: string, statement: string][] = [
  ['packages/db/src/claims', "import 'drizzle-orm'"],
  ['packages/db/src/claims', "import 'pg'"],
  ['packages/api/src/shifts', "import '@shifts/db'"],
  ['apps/server/src', "import '@shifts/api'"],
  ['apps/server/src', "import '@shifts/db'"],
  ['apps/web/src/server', "import '@shifts/db'"],
  ['apps/web/src/app', "import '@/features/claims/index.ts'"],
  ['apps/web/src/app', "import '@/server/services.ts'"],
  ...browserFolders.map((folder): [string, string] => [
    folder,
    "import type { AppRouter } from '@shifts/api'\nexport type Router = AppRouter",
  ]),
  ['apps/web/src/features/claims', "import '@/features/calendar/index.ts'"],
  ['apps/web/src/features/claims', "import '@/server/actions.ts'"],
  ['apps/web/src/features/claims', "import '@/shared/format/format.ts'"],
  ['apps/web/src/features/claims', "import './useClaims.ts'"],
  ['apps/web/src/shared/shift', "import '../time/period.ts'"],
  ['apps/web/src/shared/shift', "import '@/ui/Notice.tsx'"],
  ['packages/import/src', "import 'pg'"],
  ['packages/seed/src', "import 'pg'"],
  ['packages/bench/src', "import '@shifts/testing/factories'"],
  ['packages/api/test', "import '@shifts/testing/factories'"],
  ['apps/web/e2e', "import '@shifts/testing/factories'"],
]

const cycles = {
  'apps/web/src/shared/cycle/a.ts': "import { b } from './b.ts'\nexport const a = () => b",
  'apps/web/src/shared/cycle/b.ts': "import { a } from './a.ts'\nexport const b = () => a",
  'packages/api/src/cycle/types.ts': "import type { B } from './typesToo.ts'\nexport type A = { b?: B }",
  'packages/api/src/cycle/typesToo.ts': "import type { A } from './types.ts'\nexport type B = { a?: A }",
}

const forbiddenFile = (folder: string, index: number) => `${folder}/forbidden${index}.ts`
const allowedFile = (folder: string, index: number) => `${folder}/allowed${index}.ts`

const report = z.object({
  diagnostics: z.array(z.object({ message: z.string(), help: z.string().optional(), filename: z.string() })),
})

let directory: string
/** The messages that lint reports for each file, by its path. */
const reported = new Map<string, string>()

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'import-rules-'))
  await mkdir(path.join(directory, 'scripts'))
  await cp(path.join(root, '.oxlintrc.json'), path.join(directory, '.oxlintrc.json'))
  await cp(path.join(root, 'scripts/lintRules.mjs'), path.join(directory, 'scripts/lintRules.mjs'))
  const files = new Map([
    ...forbidden.map(([folder, from], index): [string, string] => [
      forbiddenFile(folder, index),
      `import * as planted from '${from}'\nexport const all = planted`,
    ]),
    ...allowed.map(([folder, statement], index): [string, string] => [allowedFile(folder, index), statement]),
    ...Object.entries(cycles),
  ])
  for (const [file, text] of files) {
    await mkdir(path.dirname(path.join(directory, file)), { recursive: true })
    await writeFile(path.join(directory, file), `${text}\n`)
  }
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint')
  // It exits with 1 because it reports errors, and the error that execFile then throws holds the output.
  const run = promisify(execFile)(process.execPath, [oxlint, '--format', 'json'], {
    cwd: directory,
    maxBuffer: 2 ** 26,
  }).catch((error: unknown) => z.object({ stdout: z.string() }).parse(error))
  for (const { message, help, filename } of report.parse(JSON.parse((await run).stdout)).diagnostics) {
    const file = path.isAbsolute(filename) ? path.relative(directory, filename) : filename
    const key = file.split(path.sep).join('/')
    reported.set(key, `${reported.get(key) ?? ''}${message} ${help ?? ''}\n`)
  }
}, 60_000)

afterAll(() => rm(directory, { recursive: true, force: true }))

const unique = (values: string[]) => [...new Set(values)]

test.each(unique(forbidden.map(([folder]) => folder)))('refuses forbidden imports in %s', (folder) => {
  const accepted = forbidden.filter(
    ([planted, , message], index) =>
      planted === folder && !reported.get(forbiddenFile(folder, index))?.includes(message),
  )
  expect(accepted).toEqual([])
})

test.each(unique(allowed.map(([folder]) => folder)))('accepts allowed imports in %s', (folder) => {
  const refused = allowed.filter(
    ([planted], index) => planted === folder && reported.has(allowedFile(folder, index)),
  )
  expect(refused).toEqual([])
})

test.each(Object.keys(cycles))('refuses the circle of imports through %s', (file) => {
  expect(reported.get(file)).toContain(cycle)
})
