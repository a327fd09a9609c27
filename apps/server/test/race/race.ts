import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { restRequest, trpcRequest } from '../testServer.ts'
import { sendClaim, type Claim, type ClaimResponse } from './claim.ts'
import type { RaceFixture } from './fixture.ts'

/** A claim and its final response. */
export interface Outcome extends Claim, Omit<ClaimResponse, 'requestId' | 'retryAfterSeconds'> {
  /** The request ids of all responses: the final one, and those before it that said to retry. */
  requestIds: string[]
}

/** How many requests run at once for each host. */
export const connections = 32

/**
 * A claim of every shift by every worker. Claims that exclude each other are close together: a worker's claims of shifts
 * that overlap, and other workers' claims of these shifts.
 */
export function everyClaim({ groups, workers }: RaceFixture): Claim[] {
  const shuffled = createShuffler()
  const claims = shuffled(groups).flatMap((shiftIds) =>
    shuffled(workers).flatMap((worker) => shuffled(shiftIds).map((shiftId) => ({ ...worker, shiftId }))),
  )
  return claims.map((claim, n) => ({ ...claim, write: n % 3 === 0 ? trpcRequest : restRequest }))
}

/**
 * Makes all claims, distributed over the hosts, and retries each until it is decided. Calls `onResponse` with every status.
 */
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

/** Sends the claim, and retries it after Retry-After. */
async function claimUntilDecided(
  url: string,
  claim: Claim,
  onResponse: (status: number) => void,
): Promise<Outcome> {
  const requestIds: string[] = []
  for (;;) {
    const { requestId, retryAfterSeconds, ...response } = await sendClaim(url, claim)
    requestIds.push(requestId)
    onResponse(response.status)
    if (response.status !== 503 || retryAfterSeconds === undefined)
      return { ...claim, ...response, requestIds }
    await delay(retryAfterSeconds * 1_000)
  }
}

/** Shuffles the same way in each run, and each list in another way. */
function createShuffler() {
  let seed = 0
  return <T>(items: T[]): T[] => {
    const shuffled = fc.shuffledSubarray(items, { minLength: items.length })
    return fc.sample(shuffled, { seed: seed++, numRuns: 1 }).flat()
  }
}
