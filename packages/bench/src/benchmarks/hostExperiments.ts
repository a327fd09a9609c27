import type { Benchmark, Setting } from '../benchmark.ts'
import { compare } from '../compare.ts'
import { startBaseline } from '../candidates.ts'
import { get, read, type HttpTarget } from '../load/httpTarget.ts'
import { workersOf } from '../database/workers.ts'
import { startApiHost, type ApiHost, type ApiHostOptions } from '../process/apiHost.ts'
import type { ServerProcess } from '../process/serverProcess.ts'
import { fromNpm, nodeIn } from '../process/fromNpm.ts'
import { pageOf } from './requests.ts'
import { startCollector } from './experiments/collector.ts'

const connections = 4
const twoProcesses = new URL('experiments/twoProcesses.ts', import.meta.url)
const cachedResponses = new URL('experiments/cachedResponses.ts', import.meta.url)

/** The effect of logging, tracing, compression, a cache, another version of Node and a second process. */
export const hostExperiments: Benchmark = {
  name: 'hosts',
  title: 'A page of 100 from the API host, run in other ways',
  isLong: true,
  async run(setting) {
    const servers: ServerProcess[] = []
    const collector = await startCollector()
    try {
      const targets = await startAll(setting, collector.url, (server) => {
        servers.push(server)
        return server
      })
      // More rounds, because the differences are smaller than those between rounds.
      const rounds = 2 * setting.rounds
      const { rows } = await compare({ ...setting, rounds }, targets, { connections })
      return { tables: [{ name: 'hosts', rows }], goals: [] }
    } finally {
      await Promise.all(servers.map((server) => server.stop()))
      collector.stop()
    }
  },
}

function withQueryTimeout(url: string): string {
  const address = new URL(url)
  address.searchParams.set('query_timeout', '1900')
  return address.href
}

/** Starts every variant of the host. Calls `keep` with each server. */
async function startAll(
  { databases }: Setting,
  collectorUrl: string,
  keep: <Server extends ServerProcess>(server: Server) => Server,
): Promise<Map<string, HttpTarget>> {
  const url = await databases.seeded('marketplace')
  const request = pageOf((await workersOf(url)).typical.id)
  const at = (host: ApiHost, headers: Record<string, string> = {}): HttpTarget =>
    get(host, url, request.rest, { ...host.headers, ...headers })
  const run = async (options: ApiHostOptions, headers?: Record<string, string>) =>
    at(keep(await startApiHost(url, options)), headers)

  const product = await run({})
  const output = await read(product)
  const baselineWith = async (INSTANTS: 'text' | 'dates') =>
    get(keep((await startBaseline(url, request, output, { INSTANTS })).baseline), url, '/')

  const packages = await fromNpm('node@24')
  if (packages === undefined) console.log('npm cannot install Node 24: it is left out.')
  return new Map([
    ['the product, without a log', product],
    ['with a log', await run({ env: { LOG_LEVEL: 'info' } })],
    ['with tracing', await run({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl } })],
    ['gzip', await run({}, { 'accept-encoding': 'gzip' })],
    ['brotli', await run({}, { 'accept-encoding': 'br' })],
    ['a new connection each time', await run({}, { connection: 'close' })],
    ['two processes', await run({ script: twoProcesses })],
    ['with the driver’s query timeout', await run({ env: { DATABASE_URL: withQueryTimeout(url) } })],
    ['responses cached in the process', await run({ script: cachedResponses })],
    ...(packages === undefined ? [] : [['Node 24', await run({ node: nodeIn(packages) })] as const]),
    ['node:http and pg, instants as text', await baselineWith('text')],
    ['node:http and pg, instants as Dates', await baselineWith('dates')],
  ])
}
