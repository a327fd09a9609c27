import { connect, connectServers, listenForChanges, watchReplicas } from '@shifts/db'
import { migrate } from '@shifts/db/migrate'
import { startPrimary, startStandby, type Primary } from '@shifts/testing/replication'
import { startTcpProxy } from '@shifts/testing/tcpProxy'
import { expect, inject, onTestFinished, test } from 'vitest'
import { createCall, idsOf, type Statuses } from './replicated/calls.ts'
import { makeMarket } from './replicated/market.ts'
import { startWatcher } from './replicated/watcher.ts'
import { work } from './replicated/worker.ts'
import { startTestServer } from './testServer.ts'

const replayDelayMs = 300

/** A busy machine must not make a test fail. */
const timeoutMs = 20_000

async function startCluster() {
  const primary = await startPrimary(inject('testFolder'))
  onTestFinished(() => primary.remove())
  await migrate(primary.ownerUrl, { appUrl: primary.url, changeFeed: 'wal' })
  const { db, close } = connect(primary.ownerUrl, { timeoutMs })
  const market = await makeMarket(db)
  await close()
  const standby = await startStandby(primary, { replayDelayMs })
  onTestFinished(() => standby.remove())
  let leader: Pick<Primary, 'url' | 'ownerUrl'> = primary
  const proxy = await startTcpProxy(() => Number(new URL(leader.url).port))
  onTestFinished(() => proxy.close())
  return {
    market,
    standby,
    /** The address of whichever server is the primary. */
    url: Object.assign(new URL(primary.url), { port: String(proxy.port) }).href,
    leader: () => leader,
    /** Takes the primary away, and makes the standby the primary. */
    async failOver() {
      await primary.stop()
      await standby.promote()
      leader = standby
    },
  }
}

type Cluster = Awaited<ReturnType<typeof startCluster>>

/** An API host that reads from the standby. */
async function startHost({ url, standby }: Cluster) {
  const replicas = watchReplicas({ primaryUrl: url, replicaUrls: [standby.url], intervalMs: 200 })
  const servers = connectServers(url, { replicas, timeoutMs })
  const host = await startTestServer(
    { ...connect(url), url },
    {
      servers,
      replicas,
      listen: listenForChanges({ primaryUrl: url, changeFeed: 'wal', replicas }),
    },
  )
  onTestFinished(async () => {
    await host.close()
    await Promise.all([servers.close(), replicas.stop()])
  })
  await expect.poll(() => replicas.current()?.url, { timeout: timeoutMs }).toBe(standby.url)
  return host
}

test.each([
  { name: 'on a standby that replays late', failsOver: false },
  { name: 'while the primary is lost and the standby is promoted', failsOver: true },
])(
  '200 workers claim, list and watch $name: nobody misses an own change or is told the past',
  { timeout: 240_000 },
  async ({ failsOver }) => {
    const cluster = await startCluster()
    const { market } = cluster
    const hosts = [await startHost(cluster), await startHost(cluster)] as const
    const faults: string[] = []
    const onFault = (fault: string) => void faults.push(fault)
    const statuses: Statuses = new Map()
    const claims: { workerId: number; shiftId: number }[] = []
    const disconnect = new AbortController()
    onTestFinished(() => disconnect.abort())
    const call = createCall(statuses, disconnect.signal)
    const watchers = market.workers.map(({ id }, n) => ({
      id,
      ...startWatcher(id, { host: hosts[n % 2 ? 1 : 0], call, market, signal: disconnect.signal, onFault }),
    }))
    await expect
      .poll(() => watchers.filter(({ shown }) => shown().length > 0).length, { timeout: 60_000 })
      .toBe(watchers.length)

    let failover: Promise<void> | undefined
    await new Promise((resolve, reject) => {
      const onClaim = (claim: (typeof claims)[number]) => {
        claims.push(claim)
        if (!failsOver || failover || claims.length < market.workers.length / 4) return
        failover = cluster.failOver()
        // Without a primary, the workers would try until the test times out.
        failover.catch(reject)
      }
      const all = market.workers.map((worker) => work(worker, { hosts, call, market, onFault, onClaim }))
      Promise.all(all).then(resolve, reject)
    })
    await failover

    // Nobody is stale at the end.
    for (const { id, shown } of watchers) {
      const open = async () => idsOf(await call(hosts[0], 'shift.listEligible', { workerId: id }))
      await expect
        .poll(async () => ({ shown: shown(), open: (await open()).toSorted((one, other) => one - other) }), {
          timeout: 60_000,
        })
        .toSatisfy(({ shown, open }: Record<'shown' | 'open', number[]>) => String(shown) === String(open))
    }
    expect(faults).toEqual([])
    expect([...statuses.keys()].filter((status) => ![200, 409, 503].includes(status))).toEqual([])
    expect(failover !== undefined).toBe(failsOver)

    // Every acknowledged claim is recorded.
    const { db, close } = connect(cluster.leader().ownerUrl, { timeoutMs })
    const recorded = await db.execute<{ claim: string }>(
      `select worker_id || ' ' || shift_id as claim from claim_event where action = 'claim'`,
    )
    await close()
    const recordedClaims = new Set(recorded.rows.map(({ claim }) => claim))
    const lost = claims.filter(({ workerId, shiftId }) => !recordedClaims.has(`${workerId} ${shiftId}`))
    expect(lost).toEqual([])
    expect(claims.length).toBeGreaterThan(100)
  },
)
