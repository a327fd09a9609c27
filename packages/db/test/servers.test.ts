import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import {
  connect,
  connectServers,
  getShift,
  listEligibleShifts,
  watchReplicas,
  type Database,
  type Servers,
} from '@shifts/db'
import { makeFacility, makeShift, makeWorker } from '@shifts/testing'
import { startPrimary, startStandby, type Standby } from '@shifts/testing/replication'
import { afterAll, expect, inject, onTestFinished, test } from 'vitest'

const primary = await startPrimary(inject('testFolder'))
afterAll(() => primary.remove())
const owner = connect(primary.ownerUrl, { timeoutMs: 20_000 })
afterAll(() => owner.close())

/** The servers of a host, with quick checks. */
function useServers(standbys: readonly Standby[], { maxLagMs = 10_000 } = {}) {
  const problems: [replica: string, problem: string | undefined][] = []
  const replicas = watchReplicas({
    primaryUrl: primary.url,
    replicaUrls: standbys.map(({ url }) => url),
    onProblem: (...problem) => problems.push(problem),
    intervalMs: 50,
    maxLagMs,
  })
  const servers = connectServers(primary.url, { replicas })
  onTestFinished(async () => {
    await Promise.all([servers.close(), replicas.stop()])
  })
  return { servers, replicas, problems }
}

/** The port of the server on which a read runs. */
const portOf = async (db: Database<'replica'>) => {
  const { rows } = await db.execute<{ port: number }>(sql`select inet_server_port() as port`)
  return String(rows[0]?.port)
}

const port = ({ url }: { url: string }) => new URL(url).port

/** Waits until reads run on this server. */
const readsRunOn = (servers: Servers, server: { url: string }) =>
  expect.poll(() => servers.read(portOf), { timeout: 25_000 }).toBe(port(server))

async function useStandby(options?: Parameters<typeof startStandby>[1]): Promise<Standby> {
  const standby = await startStandby(primary, options)
  onTestFinished(() => standby.remove())
  return standby
}

test('reads run on the first replica that is used, and on the primary if none is', async () => {
  const [first, second] = [await useStandby(), await useStandby()]
  const { servers, replicas, problems } = useServers([first, second])
  expect(await servers.read(portOf)).toBe(port(primary))
  await readsRunOn(servers, first)

  const changed = replicas.changed()
  await first.stop()
  expect(await servers.read(portOf)).toBe(port(second))
  expect(changed.aborted).toBe(true)
  await second.stop()
  expect(await servers.read(portOf)).toBe(port(primary))
  await second.start()
  await readsRunOn(servers, second)
  await first.start()
  await readsRunOn(servers, first)
  const ofFirst = problems.flatMap(([replica, problem]) => (replica.endsWith(port(first)) ? [problem] : []))
  expect(ofFirst).toEqual([undefined, expect.any(String), undefined])
  expect(JSON.stringify(problems)).not.toContain(new URL(first.url).password)
})

test('a primary that has begun a new file of its log is not ahead of its standby', async () => {
  const standby = await useStandby()
  const { servers, replicas } = useServers([standby])
  await readsRunOn(servers, standby)
  await owner.db.execute(sql`create table if not exists written (at timestamptz)`)
  await owner.db.execute(sql`select pg_switch_wal()`)
  await standby.catchUp()
  const position = await servers.position()
  expect(position && position % 8_192n).toBe(0n)
  expect(await servers.read(portOf, position)).toBe(port(standby))
  expect(replicas.all[0]?.lagMs()).toBe(0)
})

test('a position that nobody can have written counts for nothing', async () => {
  const standby = await useStandby()
  const { servers } = useServers([standby])
  await readsRunOn(servers, standby)
  expect(await servers.read(portOf, 0xffffffff_ffffffffn)).toBe(port(standby))
})

test('a read that conflicts with replay is repeated on the primary, and the standby stays in use', async () => {
  const standby = await useStandby()
  const { servers, replicas } = useServers([standby])
  await readsRunOn(servers, standby)
  const ports: string[] = []
  const conflict = Object.assign(new Error('canceling statement due to conflict with recovery'), {
    code: '40001',
  })
  await servers.read(async (db) => {
    ports.push(await portOf(db))
    if (ports.length === 1) throw conflict
  })
  expect(ports).toEqual([port(standby), port(primary)])
  expect(replicas.current()?.url).toBe(standby.url)
})

test('a read for which a host has no connection in time fails, and the standby stays in use', async () => {
  const standby = await useStandby()
  const { servers, replicas } = useServers([standby])
  await readsRunOn(servers, standby)
  const busy = new Error('timeout exceeded when trying to connect')
  await expect(servers.read(() => Promise.reject(busy))).rejects.toBe(busy)
  expect(replicas.current()?.url).toBe(standby.url)
})

test('a read with a position sees what was committed before, a read without may not', async () => {
  const standby = await useStandby({ replayDelayMs: 3_600_000 })
  const { servers } = useServers([standby])
  await readsRunOn(servers, standby)
  const { id: facilityId } = await makeFacility(owner.db)
  const worker = await makeWorker(owner.db)
  await makeShift(owner.db, { facilityId })
  const position = await servers.position()
  const list = (db: Database<'replica'>) => listEligibleShifts(db, { workerId: worker.id, limit: 10 })
  expect(await servers.read(list, position)).toHaveLength(1)
  await expect(servers.read(list)).rejects.toThrow('There is no worker')
  expect(await servers.read(portOf, position)).toBe(port(primary))
})

test('a read with a position that is replayed in a moment runs on the replica', async () => {
  const standby = await useStandby()
  const { servers } = useServers([standby])
  await readsRunOn(servers, standby)
  await expect
    .poll(async () => {
      await makeFacility(owner.db)
      return servers.read(portOf, await servers.position())
    })
    .toBe(port(standby))
})

test('a replica that was promoted is left out', async () => {
  const standby = await useStandby()
  const { servers, problems } = useServers([standby])
  await readsRunOn(servers, standby)
  await standby.promote()
  await readsRunOn(servers, primary)
  expect(problems.at(-1)?.[1]).toBe('it is not a standby')
})

test('a replica that no longer receives what the primary writes is left out, and used again once it has caught up', async () => {
  const standby = await useStandby()
  const { servers, replicas, problems } = useServers([standby], { maxLagMs: 300 })
  await readsRunOn(servers, standby)
  await standby.disconnect()
  const [replica] = replicas.all
  await makeFacility(owner.db)
  await readsRunOn(servers, primary)
  expect(problems.at(-1)?.[1]).toMatch(/behind the primary$/)
  expect(replica?.lagMs()).toBeGreaterThan(300)
  await standby.reconnect()
  await readsRunOn(servers, standby)
})

test('a read is repeated elsewhere when the replica ends its connection', async () => {
  const standby = await useStandby()
  const { servers } = useServers([standby])
  await readsRunOn(servers, standby)
  const ranOn: string[] = []
  const reading = servers.read(async (db) => {
    ranOn.push(await portOf(db))
    if (ranOn.length === 1) await db.execute(sql`select pg_terminate_backend(pg_backend_pid())`)
  })
  await reading
  expect(ranOn).toEqual([port(standby), port(primary)])
})

test('a read is repeated elsewhere when the replica cancels it in order to replay a change', async () => {
  const standby = await useStandby()
  const standbyOwner = connect(standby.ownerUrl, { timeoutMs: 20_000 })
  onTestFinished(() => standbyOwner.close())
  await standbyOwner.db.execute(sql`alter system set max_standby_streaming_delay = 0`)
  await standbyOwner.db.execute(sql`select pg_reload_conf()`)
  const { servers } = useServers([standby])
  await readsRunOn(servers, standby)
  const ranOn: string[] = []
  const reading = servers.read(async (db) => {
    const client = await db.$client.connect()
    try {
      await client.query('begin; select from facility')
      ranOn.push(await portOf(db))
      while (ranOn.length === 1) {
        await client.query('select')
        await delay(10)
      }
    } finally {
      client.release(true)
    }
  })
  await expect.poll(() => ranOn).toEqual([port(standby)])
  await owner.db.execute(sql`alter table facility alter column city set default null`)
  await reading
  expect(ranOn).toEqual([port(standby), port(primary)])
})

test('an error of the query itself is thrown, and the replica stays in use', async () => {
  const standby = await useStandby()
  const { servers } = useServers([standby])
  await readsRunOn(servers, standby)
  await expect(servers.read((db) => getShift(db, { workerId: 2_000_000_000, shiftId: 1 }))).rejects.toThrow(
    'There is no',
  )
  const statement = servers.read((db) => db.execute(sql`select pg_sleep(60)`))
  await expect(statement).rejects.toMatchObject({ cause: { code: '57014' } })
  expect(await servers.read(portOf)).toBe(port(standby))
})

test('without replicas, reads run on the primary and no other query runs', async () => {
  const servers = connectServers(primary.url)
  onTestFinished(() => servers.close())
  expect(await servers.position()).toBeUndefined()
  expect(await servers.read((db) => Promise.resolve(db))).toBe(servers.primary)
  expect(servers.poolUse()).toEqual({ total: 0, idle: 0, waiting: 0 })
})
