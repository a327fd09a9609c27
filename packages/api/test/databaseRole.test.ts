import { connect } from '@shifts/db'
import { useTestDatabase } from '@shifts/testing'
import { expect, onTestFinished, test } from 'vitest'
import { warnOfOwner } from '../src/index.ts'
import { asServed } from './api.ts'
import { createLogRecorder } from './logRecorder.ts'

const { db } = await useTestDatabase()

test('a host that connects as the owner of the tables logs one warning that says what to do', async () => {
  const { logger, lines } = createLogRecorder()
  await warnOfOwner(db, logger)
  expect(lines).toEqual([
    expect.objectContaining({ level: 'warn', msg: expect.stringContaining('DATABASE_OWNER_URL') }),
  ])
})

test('a host that connects with the app role, or whose database is unavailable, logs none', async () => {
  const { logger, lines } = createLogRecorder()
  const unavailable = connect('postgresql://nobody@127.0.0.1:1/none')
  onTestFinished(() => unavailable.close())
  await warnOfOwner(asServed(db).primary, logger)
  await warnOfOwner(unavailable.db, logger)
  expect(lines).toEqual([])
})
