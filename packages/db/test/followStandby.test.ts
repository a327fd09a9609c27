import { expect, inject, onTestFinished, test } from 'vitest'
import { makeFacility, makeShift, makeWorker } from '@shifts/testing'
import { startPrimary, startStandby } from '@shifts/testing/replication'
import { startTcpProxy } from '@shifts/testing/tcpProxy'
import { claimShift, connect, listenForChanges, watchReplicas } from '../src/index.ts'
import { migrate } from '../src/migrate/migrate.ts'
import { publishMark, startFeed, wal } from './changeFeeds.ts'

test(
  'the changes of the primary are read from the log of an idle standby',
  { timeout: 120_000 },
  async () => {
    const primary = await startPrimary(inject('testFolder'))
    onTestFinished(() => primary.remove())
    await migrate(primary.ownerUrl, { appUrl: primary.url, changeFeed: 'wal' })
    const standby = await startStandby(primary)
    onTestFinished(() => standby.remove())
    const { db, close } = connect(primary.ownerUrl, { timeoutMs: 60_000 })
    onTestFinished(close)
    const [nurse, clinic] = [await makeWorker(db), await makeFacility(db)]
    const shift = await makeShift(db, { facilityId: clinic.id, startsAt: '2100-12-01T14:00:00Z' })
    await standby.catchUp()

    const onStandby = await startFeed(wal(standby.url, primary.url))
    const onPrimary = await startFeed(wal(primary.url))
    await claimShift(db, { workerId: nurse.id, shiftId: shift.id, principal: 'test', requestId: 'test' })
    const mark = await publishMark(db)
    const told = await onStandby.take(mark)
    expect(told).toMatchObject([{ shiftIds: [shift.id] }])
    // Positions are the same on both, so that a client may go from a host of one to a host of the other.
    expect(told).toEqual(await onPrimary.take(mark))
  },
)

test(
  'a host goes on with the next replica when the one that it follows hangs',
  { timeout: 120_000 },
  async () => {
    const primary = await startPrimary(inject('testFolder'))
    onTestFinished(() => primary.remove())
    await migrate(primary.ownerUrl, { appUrl: primary.url, changeFeed: 'wal' })
    const [near, far] = [await startStandby(primary), await startStandby(primary)]
    onTestFinished(async () => void (await Promise.all([near.remove(), far.remove()])))
    const proxy = await startTcpProxy(() => Number(new URL(near.url).port))
    onTestFinished(() => proxy.close())
    const nearUrl = Object.assign(new URL(near.url), { port: String(proxy.port) }).href
    const replicas = watchReplicas({
      primaryUrl: primary.url,
      replicaUrls: [nearUrl, far.url],
      intervalMs: 100,
    })
    onTestFinished(() => replicas.stop())
    await expect.poll(() => replicas.current()?.url, { timeout: 20_000 }).toBe(nearUrl)
    const { db, close } = connect(primary.ownerUrl, { timeoutMs: 60_000 })
    onTestFinished(close)
    const feed = await startFeed(listenForChanges({ primaryUrl: primary.url, changeFeed: 'wal', replicas }))
    await feed.take(await publishMark(db))

    proxy.hang()
    await expect.poll(() => replicas.current()?.url, { timeout: 20_000 }).toBe(far.url)
    await expect
      .poll(() => feed.received, { timeout: 30_000 })
      .toContainEqual(expect.objectContaining({ everything: true }))
    await feed.take(await publishMark(db))
  },
)
