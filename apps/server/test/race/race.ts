import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { restRequest, trpcRequest } from '../testServer.ts'
import { ask, type Claim, type ClaimResponse } from './claim.ts'
import type { RaceFixture } from './fixture.ts'

/** A claim, and the answer that ended it. */
export interface Outcome extends Claim, Omit<ClaimResponse, 'requestId' | 'retryAfterSeconds'> {
  /** Of each answer: of the last, and of those before it, which said to ask again. */
  requestIds: string[]
}

/** How many requests each host has to answer at once. */
export const connections = 32

/**
 * Every worker after every shift. What cannot all succeed comes at once: a worker's claims of shifts that overlap each
 * other, and beside them those of other workers.
 */
export function everyClaim({ groups, workers }: RaceFixture): Claim[] {
  const shuffled = createShuffler()
  const claims = shuffled(groups).flatMap((shiftIds) =>
    shuffled(workers).flatMap((worker) => shuffled(shiftIds).map((shiftId) => ({ ...worker, shiftId }))),
  )
  return claims.map((claim, n) => ({ ...claim, write: n % 3 === 0 ? trpcRequest : restRequest }))
}

/** Makes all claims, spread over the hosts, each until it is decided. `onResponse` hears of every answer. */
export async function race(
  hosts: readonly { url: string }[],
  claims: readonly Claim[],
  onResponse: (status: number) => void = () => {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const running = hosts.flatMap(({ url }, host) => {
    const queue = claims.filter((_, n) => n % hosts.length === host).values()
    return Array.from({ length: connections }, async () => {
      for (const claim of queue) outcomes.push(await claimUntilDecided(url, claim, onResponse))
    })
  })
  await Promise.all(running)
  return outcomes
}

/** Asks, and asks again where the answer says when to. */
async function claimUntilDecided(
  url: string,
  claim: Claim,
  onResponse: (status: number) => void,
): Promise<Outcome> {
  const requestIds: string[] = []
  for (;;) {
    const { requestId, retryAfterSeconds, ...response } = await ask(url, claim)
    requestIds.push(requestId)
    onResponse(response.status)
    if (response.status !== 503 || retryAfterSeconds === undefined)
      return { ...claim, ...response, requestIds }
    await delay(retryAfterSeconds * 1_000)
  }
}

/** Shuffles always alike, and no two lists in the same way. */
function createShuffler() {
  let seed = 0
  return <T>(items: T[]): T[] => {
    const whole = fc.shuffledSubarray(items, { minLength: items.length })
    return fc.sample(whole, { seed: seed++, numRuns: 1 }).flat()
  }
}
