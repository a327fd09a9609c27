import { setTimeout as delay } from 'node:timers/promises'
import { claimedPage, claimedShift, page, type Client } from './client.ts'
import type { Record } from './record.ts'

/** Each worker claims a shift about once a second, and gives every fourth one back. */
const intervalMs = 1_000
const releasedShare = 0.25

/** What the API has acknowledged to one worker. A shift that was given back is never claimed again. */
export interface Acknowledged {
  client: Client
  /** When each shift was claimed. */
  claimed: Map<number, string>
  released: Set<number>
}

/**
 * Claims and releases shifts until the signal. Every request is repeated until the API answers it with something else than 503:
 * the client cannot know whether one whose answer was lost was carried out.
 */
export async function claimShifts(
  client: Client,
  records: { lists: Record; writes: Record },
  signal: AbortSignal,
): Promise<Acknowledged> {
  const acknowledged: Acknowledged = { client, claimed: new Map(), released: new Set() }
  const refused = new Set<number>()
  while (!signal.aborted) {
    const shiftId = await findShift(client, refused, records.lists)
    const response = shiftId && (await untilAnswered(() => client.claim(shiftId), records.writes, signal))
    if (response) {
      if (response.status === 200) {
        const { id, claimedAt } = claimedShift.parse(response.body)
        acknowledged.claimed.set(id, claimedAt)
        if (Math.random() < releasedShare) {
          const released = await untilAnswered(() => client.release(id), records.writes, signal)
          // Without an answer, nobody knows.
          acknowledged.claimed.delete(id)
          refused.add(id)
          if (released?.status === 200) acknowledged.released.add(id)
        }
      } else refused.add(shiftId)
    }
    await delay(intervalMs * (0.5 + Math.random()), undefined, { signal }).catch(() => {})
  }
  return acknowledged
}

async function findShift(
  client: Client,
  refused: ReadonlySet<number>,
  lists: Record,
): Promise<number | undefined> {
  const { status, body } = await client.list('notStarted=true&fitsAroundClaimed=true&limit=100')
  lists.add(status)
  if (status !== 200) return undefined
  const shifts = page.parse(body).shifts.filter(({ id }) => !refused.has(id))
  return shifts[Math.floor(Math.random() * shifts.length)]?.id
}

async function untilAnswered(
  send: () => ReturnType<Client['claim']>,
  writes: Record,
  signal: AbortSignal,
): Promise<Awaited<ReturnType<Client['claim']>> | undefined> {
  while (!signal.aborted) {
    const response = await send()
    writes.add(response.status)
    if (response.status !== 503 && response.status !== 'none') return response
    await delay(100 + Math.random() * 200)
  }
  return undefined
}

/** The acknowledged claims and releases that the database does not have. */
export async function findLost({ client, claimed, released }: Acknowledged): Promise<string[]> {
  const kept = new Map(
    (await client.listAll('claimed-shifts', claimedPage)).map(({ id, claimedAt }) => [id, claimedAt]),
  )
  return [
    ...[...claimed].flatMap(([id, claimedAt]) =>
      kept.get(id) === claimedAt ? [] : `claim of ${id} by ${client.workerId}`,
    ),
    ...[...released].flatMap((id) => (kept.has(id) ? `release of ${id} by ${client.workerId}` : [])),
  ]
}
