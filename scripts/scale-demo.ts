import { randomBytes, randomInt } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readArguments, runCommand } from '@shifts/db/command'
import { reachableFolder, serverAccount } from '@shifts/embedded-postgres'
import { z } from 'zod'
import { readServices, scaleComposeFile } from '../docker/compose.ts'
import { root, shutdownSignal } from './processes.ts'
import { findLost } from './scale/claims.ts'
import { findClients, startLoad } from './scale/load.ts'
import { createPatroni } from './scale/patroni.ts'
import { installPrograms } from './scale/programs.ts'
import { resume, scenario, scenarios } from './scale/scenarios.ts'
import { createServices } from './scale/services.ts'

const usage = `pnpm run scale-demo [--scenario ${Object.keys(scenarios).join('|')}] [--workers 40] [--seconds 60] [--shifts 20000] [--web]`

const optionsSchema = z.object({
  scenario: z.enum(['none', 'kill', 'hang', 'postmaster', 'switchover', 'standby']).default('kill'),
  workers: z.coerce.number('must be a number').int().min(1).max(500).default(40),
  seconds: z.coerce.number('must be a number').int().min(5).max(600).default(60),
  shifts: z.coerce.number('must be a number').int().min(1_000).default(20_000),
  web: z.boolean().default(false),
})

const etcds = ['etcd1', 'etcd2', 'etcd3']
const nodes = ['postgres1', 'postgres2', 'postgres3']

const text = { type: 'string' } as const
const flags = {
  scenario: text,
  workers: text,
  seconds: text,
  shifts: text,
  web: { type: 'boolean' },
} as const

/**
 * Runs the services of docker-compose.scale.yaml as processes on loopback, with claims, lists and live updates through the balancer,
 * does something to the leader, and prints what the clients noticed. Fails if they noticed more than 503s.
 */
async function main(shutdown: AbortSignal): Promise<void> {
  const options = readArguments({ usage, flags, schema: optionsSchema })
  const folder = await reachableFolder(join(root, '.data/scale'), serverAccount)
  const programs = await installPrograms(folder)
  const secrets = {
    AUTH_SECRET: secret(),
    POSTGRES_PASSWORD: secret(),
    POSTGRES_APP_PASSWORD: secret(),
    POSTGRES_REPLICATION_PASSWORD: secret(),
    PATRONI_PASSWORD: secret(),
  }
  const run = join(folder, 'run')
  await rm(run, { recursive: true, force: true })
  const services = createServices({
    services: await readServices(secrets, scaleComposeFile),
    folder: run,
    programs,
    network: randomInt(64, 250),
    hostEnv: { NODE_ENV: 'production' },
  })
  const patroni = createPatroni(services, nodes, secrets.PATRONI_PASSWORD)
  const stop = async () => {
    for (const node of nodes) await resume(services, node)
    await services.stopAll()
  }
  shutdown.addEventListener('abort', () => void stop().then(() => process.exit(1)))
  try {
    console.log(`Starting 3 etcd, 3 PostgreSQL with Patroni, HAProxy, PgBouncer and the hosts in ${run}`)
    for (const group of [etcds, nodes, ['balancer'], ['pooler']]) await services.startAll(group)
    await patroni.waitUntilComplete()
    await services.runOnce('migrate', ['--shifts', String(options.shifts)])
    await services.startAll(['api1', 'api2', ...(options.web ? ['web1', 'web2'] : [])])
    const origin = `http://${services.address('balancer')}`
    console.log(`The API is at ${origin}:4000/docs${options.web ? `, the web at ${origin}:3000` : ''}`)

    const clients = await findClients(`${origin}:4000`, secrets.AUTH_SECRET, options.workers)
    const { description, isStandby, begin, end } = scenario(options.scenario)
    const leader = await patroni.leader()
    const node = isStandby ? await patroni.synchronousStandby() : leader
    const disturbance = { services, patroni, node }
    const load = startLoad(clients)
    const part = (options.seconds * 1_000) / 3
    await delay(part)
    console.log(`${description} It is ${node}.`)
    await begin(disturbance)
    await delay(part)
    await end?.(disturbance)
    await delay(part)
    const acknowledged = await load.stop()
    const newLeader = await patroni.leader()
    const stale = await load.findStaleWatchers()
    const lost = (await Promise.all(acknowledged.map(findLost))).flat()

    const { lists, writes } = load.records
    const claims = acknowledged.reduce((sum, { claimed, released }) => sum + claimed.size + released.size, 0)
    const unexpected = lists.count(500) + writes.count(500)
    console.log(
      [
        '',
        `leader                     ${leader} → ${newLeader}`,
        `claims and releases        ${writes.counts}`,
        `lists                      ${lists.counts}`,
        `longest time without       ${writes.longestGapSeconds.toFixed(1)} s for claims and releases, ${lists.longestGapSeconds.toFixed(1)} s for lists`,
        `acknowledged, then lost    ${lost.length} of ${claims} claims and releases`,
        `watchers with a wrong list ${stale.length} of ${load.watchers}`,
        ...[...lost, ...stale].slice(0, 20).map((one) => `  ${one}`),
      ].join('\n'),
    )
    if (lost.length + stale.length + unexpected > 0) process.exitCode = 1
    await patroni.waitUntilComplete()
    console.log('Every node is a leader or a replica again.')
  } finally {
    await stop()
  }
}

const secret = () => randomBytes(32).toString('hex')

const shutdown = shutdownSignal()
runCommand(async () => {
  await main(shutdown)
  process.exit()
})
