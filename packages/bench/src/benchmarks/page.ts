import { connect, listEligibleShifts } from '@shifts/db'
import { z } from 'zod'
import { startApiHost, type ApiHost } from '../apiHost.ts'
import { atLeast, type Benchmark, type Row, type Setting } from '../benchmark.ts'
import { load, warmUp, type Load, type Target } from '../load.ts'
import { recordStatement } from '../recordStatement.ts'
import { inRounds } from '../rounds.ts'
import { startServer, type ServerProcess } from '../serverProcess.ts'
import { ratios, spread } from '../statistics.ts'
import { workerAtFew, workerEverywhere } from '../workers.ts'

const limit = 100
const manyConnections = [8, 32]
const goal = 0.7
const floorScript = new URL('../floor/pageServer.ts', import.meta.url)
const floorName = 'node:http and pg'

/** A page of a worker's shifts from one process, against the least that could answer with the same bytes. */
export const page: Benchmark = {
  name: 'page',
  title: `A page of ${limit} eligible shifts from one process`,
  preset: 'marketplace',
  async run(setting) {
    const quiet = await startApiHost(setting.url, 'silent')
    const logging = await startApiHost(setting.url, 'info')
    try {
      const compared: Compared[] = []
      for (const worker of await findWorkers(setting)) {
        compared.push(...(await compare(setting, { quiet, logging }, worker)))
      }
      const worst = (name: string) =>
        Math.min(...compared.filter(({ server }) => server === name).map(({ ratio }) => ratio))
      return {
        rows: compared.map(({ row }) => row),
        goals: ['REST', 'tRPC'].map((name) =>
          atLeast(goal, `${name}'s rate over that of ${floorName}, the worst of the above`, worst(name)),
        ),
      }
    } finally {
      await Promise.all([quiet.stop(), logging.stop()])
    }
  },
}

interface Worker {
  id: number
  label: string
}

/** One row of the table: one server, asked for one worker over so many connections. */
interface Compared {
  server: string
  /** The median of its rates over the floor's. */
  ratio: number
  row: Row
}

async function findWorkers({ url, from }: Setting): Promise<Worker[]> {
  const { db, close } = connect(url)
  const everywhere = await workerEverywhere(db)
  const few = await workerAtFew(db, { from, shifts: limit + 1 })
  await close()
  return [
    { id: everywhere, label: 'every facility' },
    { id: few, label: 'few facilities' },
  ]
}

async function compare(
  setting: Setting,
  hosts: { quiet: ApiHost; logging: ApiHost },
  worker: Worker,
): Promise<Compared[]> {
  const { from } = setting
  const query = new URLSearchParams({ from, limit: String(limit) })
  const input = new URLSearchParams({ input: JSON.stringify({ workerId: worker.id, from, limit }) })
  const rest = `/v1/workers/${worker.id}/eligible-shifts?${query.toString()}`
  const trpc = `/trpc/shift.listEligible?${input.toString()}`
  const on = (server: ApiHost, path: string): Target => ({
    server,
    url: server.origin + path,
    headers: server.headers,
  })

  const expected = await read(on(hosts.quiet, rest))
  const floor = await startFloor(setting, worker, expected)
  const targets = new Map<string, Target>([
    [floorName, { server: floor, url: floor.origin }],
    ['REST', on(hosts.quiet, rest)],
    ['tRPC', on(hosts.quiet, trpc)],
    ['REST, logging', on(hosts.logging, rest)],
  ])
  try {
    for (const target of targets.values()) {
      await assertAnswers(target, expected)
      await warmUp(target)
    }
    const compared: Compared[] = []
    for (const connections of manyConnections) {
      compared.push(...(await measure(setting, targets, worker, connections)))
    }
    return compared
  } finally {
    await floor.stop()
  }
}

async function startFloor(
  { url, from }: Setting,
  { id: workerId }: Worker,
  expected: string,
): Promise<ServerProcess> {
  // The product asks for one more than a page, to know whether there is another.
  const statement = await recordStatement(url, (db) =>
    listEligibleShifts(db, { workerId, from, limit: limit + 1 }),
  )
  const { nextCursor } = answer.parse(JSON.parse(expected))
  return startServer(floorScript, {
    DATABASE_URL: url,
    STATEMENT: JSON.stringify(statement),
    LIMIT: String(limit),
    NEXT_CURSOR: JSON.stringify(nextCursor),
  })
}

const answer = z.object({ shifts: z.array(z.unknown()).length(limit), nextCursor: z.string().nullable() })
const wrapped = z.object({ result: z.object({ data: z.unknown() }) })

/** The same bytes; from tRPC in its envelope. */
async function assertAnswers(target: Target, expected: string): Promise<void> {
  const body = await read(target)
  const envelope = wrapped.safeParse(JSON.parse(body))
  if ((envelope.success ? JSON.stringify(envelope.data.result.data) : body) !== expected) {
    throw new Error(`${target.url} answers with something else: ${body.slice(0, 300)}`)
  }
}

async function read({ url, headers = {} }: Target): Promise<string> {
  const response = await fetch(url, { headers })
  return response.text()
}

async function measure(
  { rounds, seconds }: Setting,
  targets: ReadonlyMap<string, Target>,
  worker: Worker,
  connections: number,
): Promise<Compared[]> {
  const contenders = new Map<string, () => Promise<Load>>()
  for (const [name, target] of targets) {
    contenders.set(name, () => load(target, { connections, seconds }))
  }
  const loads = await inRounds(rounds, contenders)

  const rates = (name: string) => (loads.get(name) ?? []).map(({ requestsPerSecond }) => requestsPerSecond)
  const cpu = (name: string) => (loads.get(name) ?? []).map(({ cpuMs }) => cpuMs)
  return [...loads].map(([server, of]) => {
    const ofFloor = spread(ratios(rates(server), rates(floorName)))
    const row = {
      worker: worker.label,
      connections,
      server,
      'requests/s': spread(rates(server)),
      'p50 ms': spread(of.map(({ p50Ms }) => p50Ms)).median,
      'p99 ms': spread(of.map(({ p99Ms }) => p99Ms)).median,
      'CPU ms a request': spread(cpu(server)),
      'rate over floor': ofFloor,
      'CPU over floor': spread(ratios(cpu(server), cpu(floorName))),
    }
    return { server, ratio: ofFloor.median, row }
  })
}
