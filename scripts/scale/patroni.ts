import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { CommandError } from '../processes.ts'
import type { Services } from './services.ts'

const timeoutMs = 180_000

const cluster = z.object({
  members: z.array(z.object({ name: z.string(), role: z.string(), state: z.string() })),
})
type Members = z.infer<typeof cluster>['members']

/** Patroni's view of the cluster, by the REST API of whichever node answers. */
export function createPatroni(services: Services, nodes: readonly string[], password: string) {
  const url = (node: string) => `http://${services.address(node)}:8008`

  async function members(): Promise<Members> {
    for (const node of nodes) {
      const response = await fetch(`${url(node)}/cluster`, { signal: AbortSignal.timeout(2_000) }).catch(
        () => null,
      )
      if (response?.ok) return cluster.parse(await response.json()).members
    }
    return []
  }

  async function waitFor<T>(what: string, find: (members: Members) => T | undefined): Promise<T> {
    const deadline = Date.now() + timeoutMs
    while (Date.now() < deadline) {
      const found = find(await members())
      if (found !== undefined) return found
      await delay(250)
    }
    const states = JSON.stringify(await members())
    throw new CommandError(`The cluster has had no ${what} for ${timeoutMs / 1_000} s: ${states}`)
  }

  return {
    leader: () =>
      waitFor(
        'leader',
        (all) => all.find(({ role, state }) => role === 'leader' && state === 'running')?.name,
      ),

    /** The standby that a commit waits for. */
    synchronousStandby: () =>
      waitFor('synchronous standby', (all) => all.find(({ role }) => role === 'sync_standby')?.name),

    /** Waits until there are a leader, a synchronous standby and, in all, as many replicas that receive its changes as there can be. */
    waitUntilComplete: () =>
      waitFor('complete set of replicas', (all) => {
        const isReplicating = ({ role, state }: Members[number]) =>
          role !== 'leader' && /^(streaming|running)$/.test(state)
        const isComplete =
          all.some(({ role }) => role === 'sync_standby') &&
          all.filter(isReplicating).length === nodes.length - 1
        return isComplete || undefined
      }),

    /** Makes the candidate the leader. */
    async switchover(leader: string, candidate: string): Promise<void> {
      const response = await fetch(`${url(leader)}/switchover`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`patroni:${password}`).toString('base64')}` },
        body: JSON.stringify({ leader, candidate }),
      })
      if (!response.ok) throw new CommandError(`The switchover failed: ${await response.text()}`)
    },
  }
}

export type Patroni = ReturnType<typeof createPatroni>
