import assert from 'node:assert/strict'
import { Agent } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { anyBytes } from './bytes.ts'
import { readOperations } from './operations.ts'
import { send, write, type TestResponse } from './exchange.ts'
import { assertSound, isOfNode } from './assertSound.ts'
import { anyRequest } from './requests.ts'

export interface FuzzOptions {
  /** How many to send. The same number and seed send the same. */
  requests: number
  seed: number
  /** Good ones, for requests to come further than the door. */
  tokens: string[]
  onResponse?: (status: string) => void
}

/** So many requests are under way at once. */
const connections = 4

/** One in so many is written to a bare socket, as a client that does not keep to HTTP would. */
const oneInBytes = 5

/**
 * Sends the API host at `url` all that a client can get wrong. Rejects with the smallest request that it found which
 * made a fault, a crash or an answer out of form.
 */
export async function fuzz(url: string, { requests, seed, tokens, onResponse }: FuzzOptions): Promise<void> {
  const operations = await readOperations(url)
  const request = anyRequest(operations, tokens)
  const agent = new Agent({ keepAlive: true })
  const judge = (responses: TestResponse[], isTrpc: boolean) => {
    if (responses.length === 0) onResponse?.('closed')
    for (const response of responses) {
      onResponse?.(String(response.status))
      assertSound(response, { isTrpc })
    }
  }
  const sound = fc.asyncProperty(request, async (request) => {
    const responses = await retryingBusy(async () => [await send(url, agent, request)])
    judge(responses, request.path.includes('trpc'))
  })
  const unharmed = fc.asyncProperty(anyBytes(request), async (bytes) => {
    const responses = await retryingBusy(() => write(url, bytes))
    judge(
      responses.filter((response) => !isOfNode(response)),
      true,
    )
    assert.equal((await fetch(`${url}/healthz`)).status, 200)
  })
  const inBytes = Math.ceil(requests / oneInBytes / connections)
  const perConnection = Math.ceil(requests / connections) - inBytes
  try {
    await Promise.all(
      Array.from({ length: connections }, async (_, connection) => {
        const options = { seed: seed * connections + connection, verbose: 1 }
        await fc.assert(sound, { ...options, numRuns: perConnection })
        await fc.assert(unharmed, { ...options, numRuns: inBytes })
      }),
    )
  } finally {
    agent.destroy()
  }
}

/** A busy machine may get 503 now and then. Who gets it every time is to blame for it. */
async function retryingBusy(send: () => Promise<TestResponse[]>, attempts = 10): Promise<TestResponse[]> {
  const responses = await send()
  if (attempts === 0 || responses.every(({ status }) => status !== 503)) return responses
  await setTimeout(1_000)
  return retryingBusy(send, attempts - 1)
}
