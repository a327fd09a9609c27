import { z } from 'zod'

/** The report of V8's sampling profiler: the call tree, with the number of samples of each function. */
export const cpuProfile = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ functionName: z.string(), url: z.string() }),
      hitCount: z.int(),
      children: z.array(z.int()).default([]),
    }),
  ),
})
export type CpuProfile = z.output<typeof cpuProfile>
type CallFrame = CpuProfile['nodes'][number]['callFrame']

/** The share of each part of a process in its busy time. */
export function sharesOf({ nodes }: CpuProfile): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const hits = new Map<string, number>()
  function count(id: number, caller: string): void {
    const node = byId.get(id)
    if (!node) return
    const part = partOf(node.callFrame) ?? caller
    hits.set(part, (hits.get(part) ?? 0) + node.hitCount)
    for (const child of node.children) count(child, part)
  }
  const [root] = nodes
  if (root) count(root.id, idle)
  hits.delete(idle)
  const busy = [...hits.values()].reduce((sum, count) => sum + count, 0)
  return new Map([...hits].map(([part, count]) => [part, count / busy]))
}

const idle = 'idle'
const ofV8: Record<string, string> = {
  '(idle)': idle,
  '(garbage collector)': 'garbage collection',
  '(program)': 'outside JavaScript: the event loop, the system',
  stringify: 'JSON.stringify',
  writev: 'writing to sockets',
  writeUtf8String: 'writing to sockets',
  writeLatin1String: 'writing to sockets',
  writeBuffer: 'writing to sockets',
}

/** Undefined for built-in functions, whose time counts for their caller. */
function partOf({ functionName, url }: CallFrame): string | undefined {
  if (url === '') return ofV8[functionName]
  if (url.startsWith('node:')) return 'Node'
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? []
  if (name === undefined) return 'our own code'
  return name.startsWith('pg') ? 'pg' : name
}
