import { createHash } from 'node:crypto'
import { connect } from '@shifts/db'
import { z } from 'zod'
import { startApiHost } from '../apiHost.ts'
import { atMost, type Benchmark, type Setting } from '../benchmark.ts'
import { download, readSlowly, type Download } from '../download.ts'
import { growthDuring } from '../memory.ts'
import { query } from '../query.ts'
import { inRounds } from '../rounds.ts'
import { shiftsByTheRule } from '../ruleInSql.ts'
import { startServer, type ServerProcess } from '../serverProcess.ts'
import { ratios, spread } from '../statistics.ts'
import { workerEverywhere } from '../workers.ts'

const firstByteGoalMs = 50
const memoryGoalMb = 50
/** As many as the host streams to at once. */
const slowReaders = { readers: 4, bytesPerSecond: 1_000_000, seconds: 8 }
const floorScript = new URL('../floor/exportServer.ts', import.meta.url)
const hostName = 'NDJSON'
const floorName = 'COPY over node:http'

interface Endpoint {
  server: ServerProcess
  url: string
  headers: Record<string, string>
}

interface Sample extends Download {
  cpuMs: number
  growthMb: number
}

/** Everything that a worker may take, streamed line by line, against PostgreSQL writing the same lines itself. */
export const exportAll: Benchmark = {
  name: 'export',
  title: 'Every eligible shift of a worker, streamed',
  preset: 'challenge',
  async run(setting) {
    const workerId = await findWorker(setting)
    const host = await startApiHost(setting.url, 'silent')
    const floor = await startServer(floorScript, { DATABASE_URL: setting.url, COPY: copyLines(workerId) })
    try {
      const path = `/v1/workers/${workerId}/eligible-shifts.ndjson`
      const product: Endpoint = { server: host, url: host.origin + path, headers: host.headers }
      const least: Endpoint = { server: floor, url: floor.origin, headers: {} }

      const first = await assertComplete(setting, workerId, product)
      await assertSameBytes(product, least)
      const samples = await inRounds(
        setting.rounds,
        new Map([
          [floorName, () => sample(least, first)],
          [hostName, () => sample(product, first)],
        ]),
      )
      const slow = await growthDuring(host, () => readSlowly(product.url, product.headers, slowReaders))

      const of = samples.get(hostName) ?? []
      const growthMb = Math.max(...of.map((sample) => sample.growthMb))
      return {
        rows: toRows(samples),
        goals: [
          atMost(firstByteGoalMs, 'ms to the first byte of the first answer of a process', first.firstByteMs),
          atMost(
            firstByteGoalMs,
            'ms to the first byte, median',
            spread(of.map((s) => s.firstByteMs)).median,
          ),
          atMost(memoryGoalMb, 'MB more resident memory during an export', growthMb),
          atMost(
            memoryGoalMb,
            `MB more with ${slowReaders.readers} readers who take 1 MB/s each`,
            slow.growthBytes / 1e6,
          ),
        ],
      }
    } finally {
      await Promise.all([host.stop(), floor.stop()])
    }
  },
}

async function findWorker({ url }: Setting): Promise<number> {
  const { db, close } = connect(url)
  const workerId = await workerEverywhere(db)
  await close()
  return workerId
}

const line = z.object({ id: z.int(), startsAt: z.string() })
const digest = z.object({ lines: z.int(), checksum: z.string() })

/** The first answer of the process: every shift that the rule names, in order, as the database itself counts them. */
async function assertComplete({ url }: Setting, workerId: number, product: Endpoint): Promise<Download> {
  const [wanted] = await query(
    url,
    `select count(*)::int as lines, encode(sha256(coalesce(string_agg(
       shift.id || ' ' || trunc(extract(epoch from starts_at) * 1000) || E'\\n', '' order by starts_at, shift.id
     ), '')::bytea), 'hex') as checksum
     from ${shiftsByTheRule(workerId)}`,
    digest,
  )
  const chunks: Buffer[] = []
  const first = await download(product.url, product.headers, (chunk) => chunks.push(chunk))
  const hash = createHash('sha256')
  for (const text of Buffer.concat(chunks).toString().trimEnd().split('\n')) {
    const { id, startsAt } = line.parse(JSON.parse(text))
    hash.update(`${id} ${Date.parse(startsAt)}\n`)
  }
  const found = { lines: first.lines, checksum: hash.digest('hex') }
  if (found.lines === 0 || found.lines !== wanted?.lines || found.checksum !== wanted.checksum) {
    throw new Error(`The export is ${JSON.stringify(found)}; the rule says ${JSON.stringify(wanted)}.`)
  }
  return first
}

async function assertSameBytes(one: Endpoint, other: Endpoint): Promise<void> {
  const [a, b] = [await checksum(one), await checksum(other)]
  if (a !== b) throw new Error(`${one.url} and ${other.url} answer with different bytes.`)
}

async function checksum({ url, headers }: Endpoint): Promise<string> {
  const hash = createHash('sha256')
  await download(url, headers, (chunk) => hash.update(chunk))
  return hash.digest('hex')
}

async function sample({ server, url, headers }: Endpoint, expected: Download): Promise<Sample> {
  const before = await server.usage()
  const { result, growthBytes } = await growthDuring(server, () => download(url, headers))
  const after = await server.usage()
  if (result.bytes !== expected.bytes) throw new Error(`${url} answered with ${result.bytes} bytes.`)
  return { ...result, growthMb: growthBytes / 1e6, cpuMs: after.cpuMs - before.cpuMs }
}

function toRows(samples: ReadonlyMap<string, Sample[]>) {
  const totals = (name: string) => (samples.get(name) ?? []).map(({ totalMs }) => totalMs)
  return [...samples].map(([server, of]) => ({
    server,
    lines: of[0]?.lines ?? 0,
    'first byte ms': spread(of.map(({ firstByteMs }) => firstByteMs)),
    'total ms': spread(totals(server)),
    'lines/s': spread(of.map(({ lines, totalMs }) => (lines / totalMs) * 1_000)).median,
    'CPU ms': spread(of.map(({ cpuMs }) => cpuMs)).median,
    'memory growth MB': spread(of.map(({ growthMb }) => growthMb)),
    'time over floor': spread(ratios(totals(server), totals(floorName))),
  }))
}

/** A line as the product writes it, from PostgreSQL. An instant has the letters of ISO 8601 after two replacements. */
function copyLines(workerId: number): string {
  const instant = (column: string) => `replace((shift.${column} at time zone 'UTC')::text, ' ', 'T') || 'Z'`
  return `copy (
    select format(
      '{"id":%s,"startsAt":"%s","endsAt":"%s","profession":"%s",'
        || '"facility":{"id":%s,"name":%s,"timeZone":%s},"overlapsClaimed":%s}',
      shift.id, ${instant('starts_at')}, ${instant('ends_at')}, shift.profession,
      facility.id, to_json(facility.name), to_json(facility.time_zone),
      to_json(exists (
        select from shift claimed
        where claimed.worker_id = worker.id and not claimed.is_deleted
          and claimed.starts_at < shift.ends_at and claimed.ends_at > shift.starts_at
          and claimed.starts_at > shift.starts_at - interval '24 hours'
      ))
    )
    from ${shiftsByTheRule(workerId)}
    order by shift.starts_at, shift.id
  ) to stdout`
}
