import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Patroni } from './patroni.ts'
import type { Services } from './services.ts'

interface Disturbance {
  services: Services
  patroni: Patroni
  /** The node to which it happens. */
  node: string
}

/** What happens to a node in the middle of the load, and how it is undone later. */
interface Scenario {
  description: string
  /** The node that it happens to, if it is not the leader. */
  isStandby?: boolean
  begin: (disturbance: Disturbance) => Promise<void>
  end?: (disturbance: Disturbance) => Promise<void>
}

export const scenarios = {
  none: { description: 'Nothing happens.', begin: async () => {} },
  kill: {
    description: "The leader's machine dies: PostgreSQL and Patroni are killed. It comes back later.",
    begin: async ({ services, node }) => signal('SIGKILL', await processesOf(services, node)),
    end: ({ services, node }) => services.startAll([node]),
  },
  hang: {
    description: "The leader's machine hangs: PostgreSQL and Patroni are stopped. They go on later.",
    begin: async ({ services, node }) => signal('SIGSTOP', await processesOf(services, node)),
    end: async ({ services, node }) => signal('SIGCONT', await processesOf(services, node)),
  },
  standby: {
    description: 'The machine of the synchronous standby hangs. It goes on later.',
    isStandby: true,
    begin: async ({ services, node }) => signal('SIGSTOP', await processesOf(services, node)),
    end: async ({ services, node }) => signal('SIGCONT', await processesOf(services, node)),
  },
  postmaster: {
    description: "The leader's PostgreSQL is killed, its Patroni is not.",
    begin: async ({ services, node }) => signal('SIGKILL', [await postmasterOf(services, node)]),
  },
  switchover: {
    description: 'An administrator makes the synchronous standby the leader.',
    begin: async ({ patroni, node }) => patroni.switchover(node, await patroni.synchronousStandby()),
  },
} satisfies Record<string, Scenario>

export type ScenarioName = keyof typeof scenarios

export const scenario = (name: ScenarioName): Scenario => scenarios[name]

/** Lets a node that hangs go on, so that it can be stopped. */
export async function resume(services: Services, node: string): Promise<void> {
  signal('SIGCONT', await processesOf(services, node).catch(() => []))
}

async function postmasterOf(services: Services, node: string): Promise<number> {
  const file = join(services.folderOf(node), 'postgresql/cluster/postmaster.pid')
  return Number((await readFile(file, 'utf8')).split('\n')[0])
}

/** Patroni, PostgreSQL and all processes that they have started. */
async function processesOf(services: Services, node: string): Promise<number[]> {
  const patroni = services.pid(node)
  return [...(patroni === undefined ? [] : tree(patroni)), ...tree(await postmasterOf(services, node))]
}

function tree(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
    return [pid, ...children.flatMap((child) => tree(Number(child)))]
  } catch {
    return []
  }
}

function signal(name: NodeJS.Signals, pids: number[]): void {
  for (const pid of new Set(pids)) {
    try {
      process.kill(pid, name)
    } catch {
      // It has ended meanwhile.
    }
  }
}
