import { createLogger } from '@shifts/api'
import { makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { startTestServer, useTestServer } from './testServer.ts'
import { serviceToken } from './tokens.ts'

const database = await useTestDatabase()
const server = await useTestServer(database)

const created = z.strictObject({ id: z.int(), kind: z.literal('claimed'), url: z.string() })

/** A worker with a shift, and the address of its feed as `host` tells it. */
async function makeFeed(host: Pick<typeof server, 'callRest'> = server) {
  const { id: workerId } = await makeWorker(database.db)
  const clinic = await makeFacility(database.db, { name: 'Lake Clinic' })
  await makeShift(database.db, { facilityId: clinic.id, startsAt: new Date().toISOString(), workerId })
  const call = { procedure: 'feed.create', input: { workerId, kind: 'claimed' } }
  const { body } = await host.callRest(call, serviceToken)
  return { workerId, ...created.parse(body) }
}

test('a feed is read at the address that its creation returns, without a token', async () => {
  const { url } = await makeFeed()
  expect(url.startsWith(`${server.url}/feeds/`)).toBe(true)
  const response = await fetch(url)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(response.headers.get('x-request-id')).not.toBeNull()
  expect(await response.text()).toContain('SUMMARY:RN · Lake Clinic\r\n')

  const head = await fetch(url, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  const etag = response.headers.get('etag') ?? ''
  const again = await fetch(url, { headers: { 'if-none-match': etag } })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

test('an address that does not exist is a problem without the address', async () => {
  const { url, id, workerId } = await makeFeed()
  const revoke = { procedure: 'feed.revoke', input: { workerId, feedId: id } }
  expect((await server.callRest(revoke, serviceToken)).body).toEqual({})
  const response = await fetch(url)
  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const text = await response.text()
  expect(JSON.parse(text)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  expect(text).not.toContain(new URL(url).pathname)
})

test('the web app’s origin is part of the address and of the links, where it is configured', async () => {
  const host = await startTestServer(database, { webOrigin: 'https://app.example' })
  onTestFinished(() => host.close())
  const { url } = await makeFeed(host)
  expect(url).toMatch(/^https:\/\/app\.example\/feeds\/[\w-]{43}\.ics$/)
  const response = await fetch(host.url + new URL(url).pathname)
  expect(await response.text()).toMatch(/URL;VALUE=URI:https:\/\/app\.example\/shifts\/\d+/)
})

test('a malformed address is in no log line and in no error', async () => {
  const lines: string[] = []
  const logger = createLogger('trace', { write: (line: string) => void lines.push(line) })
  const host = await startTestServer(database, { logger })
  onTestFinished(() => host.close())
  const { url } = await makeFeed(host)
  const { pathname } = new URL(url)
  const [, secret = ''] = /([\w-]{43})/.exec(pathname) ?? []
  const malformed = [
    `${pathname}%`,
    `${pathname}/`,
    `${pathname}%zz`,
    `/${pathname}`,
    `${pathname}${'x'.repeat(3_000)}`,
  ]
  for (const path of malformed) {
    const { status, body } = await host.send(path)
    expect.soft([path, status]).toEqual([path, /%|x{3000}/.test(path) ? 400 : 404])
    expect.soft(JSON.stringify(body)).not.toContain(secret)
  }
  await host.send(pathname, { method: 'POST' })
  await host.send(pathname, { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } })
  expect(lines.length).toBeGreaterThan(malformed.length)
  expect(lines.join('')).not.toContain(secret)
})
