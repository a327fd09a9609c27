import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { restRoutes } from '@shifts/api'
import { claimShift, connect, onlyServer, releaseShift, type Servers } from '@shifts/db'
import {
  insertFixture,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
  servedConnection,
  useTestDatabase,
} from '@shifts/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApiDocument } from '../src/openapi.ts'
import { useBreakingProxy } from './breakingProxy.ts'
import { block, checkout, page, shell, unused } from './examples.ts'
import { linesOf } from './ndjson.ts'
import { useTestServer } from './testServer.ts'
import { authEnv } from './tokens.ts'

const database = await useTestDatabase()
const { db } = database
/** The position of every change, as if there were replicas, and how many reads have borne it. */
const position = 0x16_b374_d848n
let consistentReads = 0
const only = onlyServer({ ...database, ...servedConnection(db) })
const servers: Servers = {
  ...only,
  position: async () => position,
  read(run, at) {
    if (at === position) consistentReads++
    return only.read(run)
  },
}
const server = await useTestServer(database, { servers })
/** A folder outside of this workspace, as another program has. */
const program = await mkdtemp(join(tmpdir(), 'open-shifts-program-'))
afterAll(() => rm(program, { recursive: true }))

const env = { API: server.url, WORKER: '20003', TOKEN: '' }
/** Long enough for npm and a compiler, also on a busy machine. */
const timeout = 240_000

/** Runs a block of docs/api.md in the program's folder. */
const run = (name: string, variables: Record<string, string> = env) =>
  shell(block(`sh ${name}`), program, variables)

/** Runs a block that has to succeed, and returns its output. */
async function output(...args: Parameters<typeof run>): Promise<string> {
  const { code, stdout, stderr } = await run(...args)
  if (code !== 0) throw new Error(`"sh ${args[0]}" of docs/api.md ended with ${code}:\n${stderr}${stdout}`)
  return stdout
}

/** Runs a block that belongs in the checkout. */
async function outputInCheckout(name: string, more = ''): Promise<string> {
  const commands = block(`sh ${name}`).replaceAll('~/my-program', program) + more
  const { code, stdout, stderr } = await shell(commands, checkout, authEnv)
  if (code !== 0) throw new Error(`"sh ${name}" of docs/api.md ended with ${code}:\n${stderr}${stdout}`)
  return stdout
}

beforeAll(async () => {
  const { code } = await shell('curl --version', program, {})
  if (code !== 0) throw new Error('The examples of docs/api.md need curl: on Debian, apt-get install curl.')
  await makeWorker(db, { id: 20_003, name: 'Ada Reyes' })
  const place = { city: 'Chicago', state: 'IL', latitude: 41.88, longitude: -87.63 }
  const clinic = await makeFacility(db, {
    id: 17,
    name: 'Lakeside Clinic',
    timeZone: 'America/Chicago',
    ...place,
  })
  for (const [id, startsAt] of [
    [501, '2026-12-01T14:00:00Z'],
    [502, '2026-12-02T14:00:00Z'],
    [503, '2026-12-02T23:00:00Z'],
  ] as const)
    await makeShift(db, { id, startsAt, facilityId: clinic.id })
  env.TOKEN = await outputInCheckout('setup', 'printf %s "$TOKEN"')
}, timeout)

describe('docs/api.md', () => {
  test('names every procedure with its REST route', () => {
    const listed = [...page.matchAll(/^\| `(\w+\.\w+)` +\| `(\w+ \/v1\S+)`/gm)].map(([, procedure, rest]) => [
      procedure,
      rest,
    ])
    expect(listed).toEqual(restRoutes.map(({ procedure, method, path }) => [procedure, `${method} ${path}`]))
  })

  test('says what to do for every status of the OpenAPI document', () => {
    const listed = [...page.matchAll(/^\| (\d{3}) /gm)].map(([, status]) => status)
    const documented = Object.values(openApiDocument().paths ?? {}).flatMap((path) =>
      Object.values(path).flatMap(({ responses }) => Object.keys(responses ?? {})),
    )
    expect(listed).toEqual([...new Set(documented)].filter((status) => status !== '200').toSorted())
  })
})

describe('with curl', () => {
  const shown = (name: string): unknown => JSON.parse(block(`json ${name}`))
  /** The page shows a shortened cursor. */
  const anyCursor = { nextCursor: expect.stringMatching(/^WyIyMDI2/) }

  test('reads a page, and the next one by its cursor', async () => {
    expect(JSON.parse(await output('page'))).toEqual({ ...Object(shown('page')), ...anyCursor })
    expect(JSON.parse(await output('next-page'))).toMatchObject({ shifts: [{ id: 502 }], ...anyCursor })
    expect(JSON.parse(await output('trpc-page'))).toEqual({
      result: { data: JSON.parse(await output('page')) },
    })
  })

  test('reads the shifts that a filter keeps', async () => {
    expect(JSON.parse(await output('filtered'))).toMatchObject({ shifts: [{ id: 501 }], nextCursor: null })
  })

  test.each(['problem', 'trpc-problem'])('reads an error: %s', async (name) => {
    expect(JSON.parse(await output(name))).toEqual(shown(name))
  })

  test('exports everything', async () => {
    expect(await output('export')).toBe('')
    const lines = linesOf((await shell('cat shifts.ndjson', program, {})).stdout)
    expect(lines).toMatchObject([{ id: 501 }, { id: 502 }, { id: 503 }])
  })
})

describe('unlocks', () => {
  beforeAll(async () => {
    const tbTest = await makeDocument(db, { id: 7, name: 'TB test' })
    const acls = await makeDocument(db, { id: 9, name: 'ACLS certification' })
    const [clinic, hospital] = [await makeFacility(db), await makeFacility(db)]
    await requireDocument(db, clinic, tbTest)
    await requireDocument(db, hospital, tbTest)
    await requireDocument(db, hospital, acls)
    await makeShift(db, { id: 701, facilityId: clinic.id })
    await makeShift(db, { id: 702, facilityId: hospital.id })
    await makeShift(db, { id: 703, facilityId: hospital.id })
  })

  test('are listed, and the shifts of one of them', async () => {
    expect(JSON.parse(await output('unlocks'))).toEqual(JSON.parse(block('json unlocks')))
    expect(JSON.parse(await output('unlocked'))).toMatchObject({
      shifts: [{ id: 701 }, { id: 702 }, { id: 703 }],
      nextCursor: null,
    })
  })
})

describe('claiming', () => {
  const shiftId = 600
  const claiming = () => ({ ...env, SHIFT: String(shiftId) })

  // In the future, because a shift that has started cannot be claimed. Deleted afterwards, because the other examples
  // expect three shifts.
  beforeAll(async () => {
    const startsAt = '2100-12-01T14:00:00Z'
    await makeShift(db, { id: shiftId, facilityId: 17, startsAt, endsAt: '2100-12-01T22:00:00Z' })
  })
  afterAll(() => db.execute(`update shift set is_deleted = true where id = ${shiftId}`))

  test('claims a shift, also repeatedly, lists it and gives it back', async () => {
    const first: unknown = JSON.parse(await output('claim', claiming()))
    expect(first).toMatchObject({ id: shiftId, claimedAt: expect.any(String) })
    expect(JSON.parse(await output('claim', claiming()))).toEqual(first)
    expect(JSON.parse(await output('own-shifts', claiming()))).toEqual({
      shifts: [first],
      nextCursor: null,
    })
    for (let time = 0; time < 2; time++)
      expect(JSON.parse(await output('release', claiming()))).toMatchObject({ id: shiftId, claimedAt: null })
  })

  test('gives a token, with which the next list sees the claim', async () => {
    consistentReads = 0
    const list: unknown = JSON.parse(await output('claim-for-token', claiming()))
    expect(JSON.stringify(list)).not.toContain(`"id":${shiftId},`)
    expect(consistentReads).toBe(1)
    await output('release', claiming())
  })

  test('is refused with the reason that explain already gave before the claim', async () => {
    const { id: workerId } = await makeWorker(db)
    const other = { workerId, shiftId, principal: 'test', requestId: 'test' }
    await claimShift(db, other)
    for (const name of ['conflict', 'explain'])
      expect(JSON.parse(await output(name, claiming()))).toEqual(JSON.parse(block(`json ${name}`)))
    await releaseShift(db, other)
  })
})

describe('an export that breaks', async () => {
  const database = await useTestDatabase()
  const streams = connect(await useBreakingProxy(database.url, 100_000))
  afterAll(() => streams.close())
  const server = await useTestServer(database, { streams: onlyServer(streams) })
  const broken = () => ({ ...env, API: server.url })
  const length = 3_000

  beforeAll(() =>
    insertFixture(database.db, {
      documents: [{ id: 1, name: 'CPR card', isActive: true }],
      facilities: [
        { id: 17, name: 'Lakeside Clinic', timeZone: 'America/Chicago', isActive: true, requires: [] },
      ],
      workers: [{ id: 20_003, name: 'Ada Reyes', profession: 'RN', isActive: true, holds: [] }],
      shifts: Array.from({ length }, (_, n) => ({
        id: n + 1,
        facilityId: 17,
        profession: 'RN',
        startsAt: '2026-12-01T14:00:00Z',
        endsAt: '2026-12-01T22:00:00Z',
        isDeleted: false,
        workerId: null,
      })),
    }),
  )

  test('shows in curl’s exit code and in the last line', async () => {
    expect(await run('export', broken())).toMatchObject({ code: 18 })
    const lines = linesOf((await shell('cat shifts.ndjson', program, {})).stdout)
    expect(lines.length).toBeGreaterThan(100)
    expect(lines.length).toBeLessThan(length)
    expect(lines[0]).toMatchObject({ id: 1 })
    expect(lines.at(-1)).toMatchObject({ error: { code: 'SERVICE_UNAVAILABLE', status: 503 } })
  })

  // Node's client reports a complete response if it has read a part just before the reset.
  test.each(['', '--compressed'])('is incomplete over HTTP/1.0, by curl’s exit code %s', async (flags) => {
    const command = `curl -sS --http1.0 ${flags} "$API/v1/workers/$WORKER/eligible-shifts.ndjson" -H "authorization: Bearer $TOKEN"`
    expect((await shell(command, program, broken())).code).toBe(56)
    expect((await shell(command, program, env)).code).toBe(0)
  })

  test('is refused before it begins if the input is invalid', async () => {
    expect(await run('export', { ...env, WORKER: '20004' })).toMatchObject({ code: 22, stdout: '' })
  })

  test('rejects in a program', async () => {
    await writeFile(join(program, 'export.mjs'), block('js export.mjs'))
    const complete = await output('run-export')
    expect(complete).toMatch(/id: 501,[^]*id: 502,[^]*id: 503,[^]*complete\n$/)
    const { code, stdout, stderr } = await run('run-export', broken())
    expect(code).not.toBe(0)
    expect(stdout).toContain('id: 100,')
    expect(stdout).not.toContain('complete')
    expect(stderr).toMatch(/terminated|cannot answer right now|broke off/)
  })
})

describe('a program in its own package', () => {
  beforeAll(async () => {
    await outputInCheckout('pack-types')
    await output('install')
    await output('generate')
    for (const file of ['shifts.ts', 'days.ts', 'watch.ts', 'fetchConsistently.ts'])
      await writeFile(join(program, file), block(`ts ${file}`))
  }, timeout)

  test(
    'calls procedures with @trpc/client',
    async () => {
      expect(await output('run-shifts')).toBe(
        [
          'Ada Reyes may take 3 shifts in December',
          '2026-12-01T14:00:00Z Lakeside Clinic',
          '2026-12-02T14:00:00Z Lakeside Clinic',
          '2026-12-02T23:00:00Z Lakeside Clinic',
          'FORBIDDEN A worker may only ask about itself.',
          '',
        ].join('\n'),
      )
    },
    timeout,
  )

  test(
    'keeps the last consistency token with @trpc/client',
    async () => {
      const clientCode = `
        import { createTRPCClient, httpBatchLink } from '@trpc/client'
        import { fetchConsistently } from './fetchConsistently.js'
        const { API, TOKEN } = process.env
        const headers = { authorization: 'Bearer ' + TOKEN }
        const link = httpBatchLink({ url: API + '/trpc', headers, fetch: fetchConsistently })
        const client = createTRPCClient({ links: [link] })
        await client.worker.setHome.mutate({ workerId: 20003, home: null })
        await client.worker.byId.query({ workerId: 20003 })`
      await writeFile(join(program, 'consistent.mjs'), clientCode)
      const compile = 'npx tsc --strict --skipLibCheck --module nodenext --target es2023 fetchConsistently.ts'
      consistentReads = 0
      const { code, stderr, stdout } = await shell(`${compile} && node consistent.mjs`, program, env)
      expect({ code, stderr, stdout }).toMatchObject({ code: 0 })
      expect(consistentReads).toBe(1)
    },
    timeout,
  )

  test(
    'sends requests with a client generated from the OpenAPI document',
    async () => {
      expect(await output('run-days')).toBe(
        '2026-12-01: 1 shifts at 1 facilities\n2026-12-02: 2 shifts at 1 facilities\n',
      )
    },
    timeout,
  )

  test(
    'watches with @trpc/client',
    async () => {
      const printed = output('run-watch')
      let hasEnded = false
      const ended = printed.finally(() => (hasEnded = true))
      const { id } = await makeShift(db, { facilityId: 17, isDeleted: true })
      // Changes from before the program listens are not sent to it, so the shift changes until it ends.
      while (!hasEnded) {
        await db.execute(`update shift set is_deleted = not is_deleted where id = ${id}`)
        await Promise.race([ended, delay(200)])
      }
      await db.execute(`update shift set is_deleted = true where id = ${id}`)
      expect(await printed).toMatch(/^(list anew\n)+(open: \S+ Lakeside Clinic\n)*gone: \d+\n$/)
    },
    timeout,
  )

  test(
    'gets compiler errors for wrong names and types',
    async () => {
      const mistakes: [file: string, right: string, wrong: string][] = [
        ['shifts.ts', 'byId.query({ workerId })', 'byID.query({ workerId })'],
        ['shifts.ts', 'limit: 500', "limit: '500'"],
        ['shifts.ts', "timeZone: 'America/Chicago'", "zone: 'America/Chicago'"],
        ['shifts.ts', 'days.total', 'days.sum'],
        ['shifts.ts', 'facility.name', 'facility.title'],
        ['watch.ts', 'data.shift.startsAt', 'data.shift.start'],
        ['watch.ts', 'data.shiftId', 'data.shift'],
        ['days.ts', 'workerId: Number', 'worker: Number'],
        ['days.ts', "timeZone: 'America/Chicago'", 'timeZone: 5'],
        ['days.ts', 'data.days', 'data.weeks'],
      ]
      const places = await Promise.all(
        mistakes.map(async ([file, right, wrong], n) => {
          const code = block(`ts ${file}`)
          const line = code.slice(0, code.indexOf(right)).split('\n').length
          await writeFile(
            join(program, `mistake${n}.ts`),
            code.replace(right, () => wrong),
          )
          return `mistake${n}.ts:${line}`
        }),
      )
      // Libraries are checked too. Ours have no errors; tRPC's have some about ws, which is not installed.
      const compile =
        'npx tsc --strict --exactOptionalPropertyTypes --module nodenext --target es2023 --noEmit *.ts'
      const { stdout } = await shell(compile, program, {})
      const errors = [...stdout.matchAll(/^(\S+)\((\d+),\d+\)/gm)].map(([, file, line]) => `${file}:${line}`)
      const ofTrpc = /^node_modules\/@trpc\/server\/dist\/adapters\/ws/
      const otherErrors = new Set(errors.filter((position) => !ofTrpc.test(position)))
      expect([...otherErrors].toSorted()).toEqual(places.toSorted())
    },
    timeout,
  )
})

test('every example of docs/api.md has run', () => {
  expect([...unused]).toEqual([])
})
