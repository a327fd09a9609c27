import assert from 'node:assert/strict'
import { Agent } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { anyBytes } from './bytes.ts'
import { readOperations } from './operations.ts'
import { send, write, type TestResponse } from './exchange.ts'
import { assertValidResponse, isNodeRefusal } from './assertValidResponse.ts'
import { anyRequest } from './requests.ts'

export interface FuzzOptions {
  /** How many requests to send. The same number and seed send the same requests. */
  requests: number
  seed: number
  /** Valid tokens, so that some requests are admitted. */
  tokens: string[]
  onResponse?: (status: string) => void
}

/** How many requests run at once. */
const connections = 4

/** One in this many requests is written to a socket as raw bytes, like those of a client that violates HTTP. */
const requestsPerRaw = 5

/**
 * Sends random invalid requests to the API host at `url`. Rejects with the smallest request that caused an internal error,
 * a crash or a malformed response.
 */
export async function fuzz(url: string, { requests, seed, tokens, onResponse }: FuzzOptions): Promise<void> {
  const operations = await readOperations(url)
  const request = anyRequest(operations, tokens)
  const agent = new Agent({ keepAlive: true })
  const checkResponses = (responses: TestResponse[], isTrpc: boolean) => {
    if (responses.length === 0) onResponse?.('closed')
    for (const response of responses) {
      onResponse?.(String(response.status))
      assertValidResponse(response, { isTrpc })
    }
  }
  const validResponses = fc.asyncProperty(request, async (request) => {
    const responses = await retryWhileBusy(async () => [await send(url, agent, request)])
    checkResponses(responses, request.path.includes('trpc'))
  })
  const survivesBytes = fc.asyncProperty(anyBytes(request), async (bytes) => {
    const responses = await retryWhileBusy(() => write(url, bytes))
    checkResponses(
      responses.filter((response) => !isNodeRefusal(response)),
      true,
    )
    assert.equal((await fetch(`${url}/healthz`)).status, 200)
  })
  const rawRequests = Math.ceil(requests / requestsPerRaw / connections)
  const perConnection = Math.ceil(requests / connections) - rawRequests
  try {
    await Promise.all(
      Array.from({ length: connections }, async (_, connection) => {
        const options = { seed: seed * connections + connection, verbose: 1 }
        await fc.assert(validResponses, { ...options, numRuns: perConnection })
        await fc.assert(survivesBytes, { ...options, numRuns: rawRequests })
      }),
    )
  } finally {
    agent.destroy()
  }
}

/** On a busy machine some requests may get 503. A request that gets it every time is reported. */
async function retryWhileBusy(send: () => Promise<TestResponse[]>, attempts = 10): Promise<TestResponse[]> {
  const responses = await send()
  if (attempts === 0 || responses.every(({ status }) => status !== 503)) return responses
  await setTimeout(1_000)
  return retryWhileBusy(send, attempts - 1)
}
