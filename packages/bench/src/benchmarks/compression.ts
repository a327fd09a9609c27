import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Benchmark, Row } from '../benchmark.ts'
import { get } from '../load/httpTarget.ts'
import { workersOf } from '../database/workers.ts'
import { startApiHost } from '../process/apiHost.ts'
import { median } from '../statistics.ts'
import { pageOf } from './requests.ts'

const times = 50

type Level = readonly [name: string, compress: (body: Buffer) => Buffer]

const gzip = (level: number): Level => [`gzip ${level}`, (body) => gzipSync(body, { level })]
const brotli = (quality: number): Level => [
  `brotli ${quality}`,
  (body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
]
const levels: Level[] = [['none', (body) => body], ...[1, 5, 9].map(gzip), ...[1, 4, 6, 11].map(brotli)]

/** The size of a page at each compression level, and the CPU time that it takes. */
export const compression: Benchmark = {
  name: 'compression',
  title: 'A page of 100, compressed',
  isLong: true,
  async run({ databases }) {
    const url = await databases.seeded('marketplace')
    const { typical } = await workersOf(url)
    const host = await startApiHost(url)
    const { work } = get(host, url, pageOf(typical.id).rest, host.headers)
    try {
      const response = await fetch(`${work.origin}${work.requests[0].path}`, work)
      const body = Buffer.from(await response.arrayBuffer())
      return {
        tables: [{ name: 'compression', rows: levels.map((level) => measureLevel(level, body)) }],
        goals: [],
      }
    } finally {
      await host.stop()
    }
  },
}

function measureLevel([name, compress]: Level, body: Buffer): Row {
  const elapsed = Array.from({ length: times }, () => {
    const startedAt = performance.now()
    compress(body)
    return performance.now() - startedAt
  })
  return { level: name, KB: compress(body).length / 1_000, 'CPU ms': median(elapsed) }
}
