import { createHash } from 'node:crypto'
import type { OutgoingHttpHeaders } from 'node:http'
import { z } from 'zod'
import { atLeast, atMost, type Benchmark, type Goal, type Setting } from '../benchmark.ts'
import { compare } from '../compare.ts'
import { startCandidates, type Candidates } from '../candidates.ts'
import { name } from '../candidateNames.ts'
import { get, type HttpTarget } from '../load/httpTarget.ts'
import { query } from '../database/query.ts'
import { copyOfLines, copyOfRows } from '../database/exportStatements.ts'
import { shiftsByTheRule } from '../database/ruleInSql.ts'
import { workersOf } from '../database/workers.ts'
import { eligibleShiftsQuery } from '../alternatives/graphql.ts'
import { download, readSlowly, type Download } from '../load/download.ts'
import type { Target } from '../load/load.ts'
import { growthDuring } from '../process/memory.ts'
import { startServer } from '../process/serverProcess.ts'

const firstByteGoalMs = 50
const memoryGoalMb = 50
/** The same number as the host's connections for streams. */
const slowReaderCount = 4
const slowReaders = { bytesPerSecond: 1_000_000, seconds: 8 }
const baselineScript = new URL('../baseline/exportServer.ts', import.meta.url)
const copyName = 'COPY … TO STDOUT, no HTTP'
const baselineName = 'COPY of the same bytes over node:http'

/** Compares the export of all eligible shifts with the alternatives and with PostgreSQL's COPY. */
export const list: Benchmark = {
  name: 'list',
  title: 'Every shift that a worker may take: about 100,000',
  async run(setting) {
    const url = await setting.databases.seeded('challenge')
    const { deterministic } = await workersOf(url)
    const candidates = await startCandidates(setting, url)
    const baseline = await startServer(baselineScript, {
      DATABASE_URL: url,
      COPY: copyOfLines(deterministic.id),
    })
    try {
      const product = candidates.product(`/v1/workers/${deterministic.id}/eligible-shifts.ndjson`)
      const baselineTarget = get(baseline, url, '/')
      const first = await assertComplete(url, deterministic.id, product)
      await assertSameBytes(product, baselineTarget)

      const targets = new Map<string, Target>([
        [name.rest, product],
        ...candidates.alternatives({
          alternative: `/list?workerId=${deterministic.id}`,
          graphql: eligibleShiftsQuery(deterministic.id, '-infinity'),
        }),
        [baselineName, baselineTarget],
        [copyName, { databaseUrl: url, work: { kind: 'copy', url, text: copyOfRows(deterministic.id) } }],
      ])
      const { rows, rateOver } = await compare(setting, targets, { connections: 1, product: name.rest })
      return {
        tables: [
          { name: 'list', rows },
          {
            name: 'list-first',
            rows: [{ response: 'the first of a process', 'ms to the first byte': first.firstByteMs }],
          },
        ],
        goals: [
          ...[name.inMemory, name.exceptQuery].map((alternative) =>
            atLeast(5, `${name.rest} over ${alternative}`, rateOver(name.rest, alternative)),
          ),
          atMost(2, `the time of ${name.rest} over that of ${copyName}`, rateOver(copyName, name.rest)),
          ...(await exportGoals(setting, product, await headersOfReaders(candidates))),
        ],
      }
    } finally {
      await baseline.stop()
      await candidates.close()
    }
  },
}

/** The time to the first byte, and the growth of memory while it is read fast or slowly. */
async function exportGoals(
  { rounds }: Setting,
  product: HttpTarget,
  readers: OutgoingHttpHeaders[],
): Promise<Goal[]> {
  const { server } = product
  const growth: number[] = []
  const firstByteMs: number[] = []
  for (let round = 0; round < rounds; round++) {
    const { result, growthBytes } = await growthDuring(server, () => download(...addressOf(product)))
    growth.push(growthBytes)
    firstByteMs.push(result.firstByteMs)
  }
  const slow = await growthDuring(server, () => readSlowly(addressOf(product)[0], readers, slowReaders))
  return [
    atMost(firstByteGoalMs, 'ms to the first byte of an export', Math.max(...firstByteMs)),
    atMost(memoryGoalMb, 'MB more resident memory during an export', Math.max(...growth) / 1e6),
    atMost(memoryGoalMb, `MB more with ${readers.length} readers at 1 MB/s each`, slow.growthBytes / 1e6),
  ]
}

/** One principal may read only some of the exports at once, so each reader is another. */
const headersOfReaders = ({ headersOf }: Candidates): Promise<OutgoingHttpHeaders[]> =>
  Promise.all(
    Array.from({ length: slowReaderCount }, (_, n) => headersOf({ kind: 'service', name: `reader-${n}` })),
  )

const addressOf = ({ work: { origin, headers, requests } }: HttpTarget) =>
  [`${origin}${requests[0].path}`, headers] as const

const line = z.object({ id: z.int(), startsAt: z.string() })
const digest = z.object({ lines: z.int(), checksum: z.string() })

/** Checks that the first response of the process has every shift that the rule in SQL gives, in order. */
async function assertComplete(url: string, workerId: number, product: HttpTarget): Promise<Download> {
  const [expected] = await query(
    url,
    `select count(*)::int as lines, encode(sha256(coalesce(string_agg(
       shift.id || ' ' || trunc(extract(epoch from starts_at) * 1000) || E'\\n', '' order by starts_at, shift.id
     ), '')::bytea), 'hex') as checksum
     from ${shiftsByTheRule(workerId)}`,
    digest,
  )
  const chunks: Buffer[] = []
  const first = await download(...addressOf(product), (chunk) => chunks.push(chunk))
  const hash = createHash('sha256')
  for (const text of Buffer.concat(chunks).toString().trimEnd().split('\n')) {
    const { id, startsAt } = line.parse(JSON.parse(text))
    hash.update(`${id} ${Date.parse(startsAt)}\n`)
  }
  const found = { lines: first.lines, checksum: hash.digest('hex') }
  if (found.lines === 0 || found.lines !== expected?.lines || found.checksum !== expected.checksum) {
    throw new Error(`The export is ${JSON.stringify(found)}; the rule says ${JSON.stringify(expected)}.`)
  }
  return first
}

async function assertSameBytes(one: HttpTarget, other: HttpTarget): Promise<void> {
  const [a, b] = [await checksum(one), await checksum(other)]
  if (a !== b) throw new Error(`${one.work.origin} and ${other.work.origin} return different bytes.`)
}

async function checksum(target: HttpTarget): Promise<string> {
  const hash = createHash('sha256')
  await download(...addressOf(target), (chunk) => hash.update(chunk))
  return hash.digest('hex')
}
