import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import {
  listenForNotifications,
  listRevokedSessions,
  revokeSession,
  type RevokedSession,
} from '../src/index.ts'
import { useTestDatabase } from '@shifts/testing'

const { db, directUrl } = await useTestDatabase()

const expiresAt = '2100-12-01T00:00:00Z'

test('publishes a revoked session to listeners, and keeps it until it expires', async () => {
  const received: RevokedSession[] = []
  const listening = new AbortController()
  onTestFinished(() => listening.abort())
  await new Promise<void>((resolve) => {
    void listenForNotifications(directUrl, {
      signal: listening.signal,
      onChange: () => resolve(),
      onSessionRevoked: (session) => received.push(session),
      onError: () => {},
    })
  })
  await db.execute(sql`select pg_notify('revoked_session', 'invalid')`)
  await revokeSession(db, { id: 'a', expiresAt })
  await revokeSession(db, { id: 'a', expiresAt })
  await expect
    .poll(() => received)
    .toEqual([
      { id: 'a', expiresAt },
      { id: 'a', expiresAt },
    ])
  expect(await listRevokedSessions(db)).toEqual([{ id: 'a', expiresAt }])
})

test('deletes expired records when another session is revoked', async () => {
  await revokeSession(db, { id: 'expired', expiresAt: '2020-01-01T00:00:00Z' })
  expect((await listRevokedSessions(db)).map(({ id }) => id)).not.toContain('expired')
  await Promise.all(Array.from({ length: 5 }, (_, n) => revokeSession(db, { id: `new ${n}`, expiresAt })))
  const { rows } = await db.execute(sql`select id from revoked_session where id = 'expired'`)
  expect(rows).toEqual([])
})
