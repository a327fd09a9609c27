import assert from 'node:assert/strict'
import { Agent } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { anyBytes } from './bytes.ts'
import { readOperations } from './description.ts'
import { send, write, type Answer } from './exchange.ts'
import { assertSound, isOfNode } from './judge.ts'
import { anyRequest } from './requests.ts'

export interface FuzzOptions {
  /** How many to send. The same number and seed send the same. */
  requests: number
  seed: number
  /** Good ones, for requests to come further than the door. */
  tokens: string[]
  onAnswer?: (status: string) => void
}

/** So many requests are under way at once. */
const lanes = 4

/** One in so many is written to a bare socket, as a client that does not keep to HTTP would. */
const oneInBytes = 5

/**
 * Sends the API host at `url` all that a client can get wrong. Rejects with the smallest request that it found which
 * made a fault, a crash or an answer out of form.
 */
export async function fuzz(url: string, { requests, seed, tokens, onAnswer }: FuzzOptions): Promise<void> {
  const operations = await readOperations(url)
  const request = anyRequest(operations, tokens)
  const agent = new Agent({ keepAlive: true })
  const judge = (answers: Answer[], isTrpc: boolean) => {
    if (answers.length === 0) onAnswer?.('closed')
    for (const answer of answers) {
      onAnswer?.(String(answer.status))
      assertSound(answer, { isTrpc })
    }
  }
  const sound = fc.asyncProperty(request, async (request) => {
    const answers = await patiently(async () => [await send(url, agent, request)])
    judge(answers, request.path.includes('trpc'))
  })
  const unharmed = fc.asyncProperty(anyBytes(request), async (bytes) => {
    const answers = await patiently(() => write(url, bytes))
    judge(
      answers.filter((answer) => !isOfNode(answer)),
      true,
    )
    assert.equal((await fetch(`${url}/healthz`)).status, 200)
  })
  const inBytes = Math.ceil(requests / oneInBytes / lanes)
  const inLane = Math.ceil(requests / lanes) - inBytes
  try {
    await Promise.all(
      Array.from({ length: lanes }, async (_, lane) => {
        const options = { seed: seed * lanes + lane, verbose: 1 }
        await fc.assert(sound, { ...options, numRuns: inLane })
        await fc.assert(unharmed, { ...options, numRuns: inBytes })
      }),
    )
  } finally {
    agent.destroy()
  }
}

/** A busy machine may get 503 now and then. Who gets it every time is to blame for it. */
async function patiently(ask: () => Promise<Answer[]>, patience = 10): Promise<Answer[]> {
  const answers = await ask()
  if (patience === 0 || answers.every(({ status }) => status !== 503)) return answers
  await setTimeout(1_000)
  return patiently(ask, patience - 1)
}
