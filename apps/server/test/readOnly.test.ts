import { connect } from '@shifts/db'
import { createTestDatabase, makeDocument, makeWorkerWithShift } from '@shifts/testing'
import { expect, onTestFinished, test } from 'vitest'
import { failureOf } from './failure.ts'
import { callTo } from './calls.ts'
import { startTestServer, protocols } from './testServer.ts'
import { serviceToken } from './tokens.ts'

async function setUp() {
  const database = await createTestDatabase()
  onTestFinished(() => database.close())
  const worker = await makeWorkerWithShift(database.db)
  await makeDocument(database.db)
  const { rows } = await database.db.execute<{ name: string }>('select current_database() as name')
  const makeReadOnly = () =>
    database.load(`
      alter database ${rows[0]?.name} set default_transaction_read_only = on;
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`)
  return { ...database, worker, makeReadOnly }
}

const unavailable = { status: 503, code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 1 }

test.each(protocols)(
  'with a read-only database the host is not ready and refuses claims, but still serves reads, over $protocol',
  async ({ method }) => {
    const { worker, makeReadOnly, ...database } = await setUp()
    await makeReadOnly()
    const connection = connect(database.url)
    const server = await startTestServer({ ...database, ...connection })
    onTestFinished(async () => {
      await server.close()
      await connection.close()
    })
    for (const procedure of ['shift.claim', 'shift.release']) {
      const response = await server[method](callTo(procedure, worker.id, worker.shiftId), serviceToken)
      expect(failureOf(response)).toMatchObject(unavailable)
    }
    expect(await server[method](callTo('shift.listEligible', worker.id), serviceToken)).toMatchObject({
      status: 200,
    })
    const { status, headers, body } = await server.send('/readyz')
    expect({ status, body }).toEqual({
      status: 503,
      body: { status: 'not ready', reason: 'the database is read-only' },
    })
    expect(headers.get('retry-after')).toBe('1')
  },
)

const errors = [
  ['25006', 503],
  ['54000', 503],
  ['55P03', 503],
  ['53100', 503],
  ['58030', 503],
  ['54001', 500],
  ['42501', 500],
  ['XX001', 500],
] as const

test.each(errors)('a claim that fails in PostgreSQL with %s returns %i', async (code, status) => {
  const { worker, load, ...database } = await setUp()
  await load(`
    create function fail() returns trigger language plpgsql as
      $$ begin raise exception 'It failed.' using errcode = '${code}'; end $$;
    create trigger fail before update on shift for each row execute function fail()`)
  const server = await startTestServer(database)
  onTestFinished(() => server.close())
  const response = await server.callRest(callTo('shift.claim', worker.id, worker.shiftId), serviceToken)
  expect(failureOf(response)).toMatchObject(status === 503 ? unavailable : { status })
})
