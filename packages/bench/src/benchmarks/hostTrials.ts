import type { Benchmark } from '../benchmark.ts'
import { compare } from '../compare.ts'
import { get } from '../contenders.ts'
import { workersOf } from '../database/workers.ts'
import type { Target } from '../load/load.ts'
import { startApiHost, type ApiHost, type ApiHostOptions } from '../process/apiHost.ts'
import { otherNode } from '../process/otherNode.ts'
import { pageOf } from './questions.ts'
import { startCollector } from './trials/collector.ts'

const connections = 8
const twoProcesses = new URL('trials/twoProcesses.ts', import.meta.url)

/** What logging, tracing, compression, another Node or another process costs or brings. */
export const hostTrials: Benchmark = {
  name: 'hosts',
  title: 'A page of 100 from the API host, run in other ways',
  isLong: true,
  async run(setting) {
    const url = await setting.databases.seeded('marketplace')
    const { typical } = await workersOf(url)
    const collector = await startCollector()
    const hosts: ApiHost[] = []
    async function start(options: ApiHostOptions = {}): Promise<ApiHost> {
      const host = await startApiHost(url, options)
      hosts.push(host)
      return host
    }
    const at = (host: ApiHost, headers: Record<string, string> = {}): Target =>
      get(host, url, pageOf(typical.id).rest, { ...host.headers, ...headers })
    try {
      const host = await start()
      const targets = new Map([
        ['as it is, without a log', at(host)],
        ['with its log', at(await start({ env: { LOG_LEVEL: 'info' } }))],
        [
          'with every request traced',
          at(await start({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } })),
        ],
        ['gzip', at(host, { 'accept-encoding': 'gzip' })],
        ['brotli', at(host, { 'accept-encoding': 'br' })],
        ['a new connection each time', at(host, { connection: 'close' })],
        ['two processes', at(await start({ script: twoProcesses }))],
      ])
      const node = await otherNode('24')
      if (node === undefined) console.log('There is no Node 24 to be had here: it is left out.')
      else targets.set('Node 24', at(await start({ node })))
      const { rows } = await compare(setting, targets, { connections })
      return { tables: [{ name: 'hosts', rows }], goals: [] }
    } finally {
      await Promise.all(hosts.map((host) => host.stop()))
      collector.stop()
    }
  },
}
