import type { Benchmark, Setting } from '../benchmark.ts'
import { startBaseline } from '../candidates.ts'
import { name } from '../candidateNames.ts'
import { workersOf } from '../database/workers.ts'
import { get, read, type HttpTarget } from '../load/httpTarget.ts'
import { load, warmUp } from '../load/load.ts'
import { startApiHost } from '../process/apiHost.ts'
import { sharesOf } from '../process/cpuProfile.ts'
import { pageOf } from './requests.ts'

const connections = 4
/** Parts below this everywhere are summed up in one row. */
const minMs = 0.004

/** Where the host spends more CPU time for a page than the baseline. */
export const profile: Benchmark = {
  name: 'profile',
  title: 'The CPU time of a host for a page of 100',
  isLong: true,
  async run(setting) {
    const url = await setting.databases.seeded('marketplace')
    const request = pageOf((await workersOf(url)).typical.id)
    const host = await startApiHost(url)
    const product = get(host, url, request.rest, host.headers)
    const { baseline } = await startBaseline(url, request, await read(product))
    try {
      const ofProduct = await msByPart(setting, product)
      const ofBaseline = await msByPart(setting, get(baseline, url, '/'))
      return { tables: [{ name: 'profile', rows: rowsOf(ofProduct, ofBaseline) }], goals: [] }
    } finally {
      await Promise.all([host.stop(), baseline.stop()])
    }
  },
}

/** The CPU time of each part for one request, in ms. */
async function msByPart({ seconds }: Setting, target: HttpTarget): Promise<Map<string, number>> {
  const limits = { connections, seconds: seconds * 3 }
  await (
    await warmUp(target, connections)
  )()
  const { serverCpuMs } = await load(target, limits)
  const shares = sharesOf(await target.server.profileDuring(() => load(target, limits)))
  return new Map([...shares].map(([part, share]) => [part, share * serverCpuMs]))
}

function rowsOf(ofProduct: Map<string, number>, ofBaseline: Map<string, number>) {
  const row = (part: string, parts: string[]) => {
    const sum = (ms: Map<string, number>) => parts.reduce((total, each) => total + (ms.get(each) ?? 0), 0)
    return { part, [`${name.rest}: ms`]: sum(ofProduct), [`${name.baseline}: ms`]: sum(ofBaseline) }
  }
  const parts = [...new Set([...ofProduct.keys(), ...ofBaseline.keys()])]
  const most = (part: string) => Math.max(ofProduct.get(part) ?? 0, ofBaseline.get(part) ?? 0)
  const large = parts.filter((part) => most(part) >= minMs).toSorted((a, b) => most(b) - most(a))
  const small = parts.filter((part) => most(part) < minMs)
  return [row('all', parts), ...large.map((part) => row(part, [part])), row('the rest', small)]
}
