import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { headersOf } from '../../src/headers.ts'
import { failureOf } from '../failure.ts'
import type { restRequest } from '../testServer.ts'
import type { Racer } from './fixture.ts'

/** A worker's attempt to claim or release a shift. */
export interface Claim extends Racer {
  shiftId: number
  /** Claims if left out. */
  procedure?: 'shift.claim' | 'shift.release'
  /** Writes the request in one of the protocols. */
  write: typeof restRequest
}

export interface ClaimResponse {
  status: number
  requestId: string
  /** When the worker claimed the shift, if it has it; null after a release. */
  claimedAt?: string | null | undefined
  /** The reasons of a refusal. */
  reasons: string[]
  retryAfterSeconds?: number | undefined
}

const claimed = z.object({ claimedAt: z.string().nullable() })
const success = z.union([
  claimed,
  z.object({ result: z.object({ data: claimed }) }).transform(({ result }) => result.data),
])

const agent = new Agent({ keepAlive: true })

/** Sends the claim once. Uses Node's client, because fetch costs more for each request. */
export async function sendClaim(
  url: string,
  { workerId, shiftId, token, write, procedure = 'shift.claim' }: Claim,
): Promise<ClaimResponse> {
  const [path, { method, body: call = '', headers }] = write({
    procedure,
    input: { workerId, shiftId },
  })
  const authorization = `Bearer ${token}`
  const sent = request(url + path, { agent, method, headers: { ...headers, authorization } })
  const [response]: IncomingMessage[] = await once(sent.end(call), 'response')
  if (!response) throw new Error('There is no response.')
  return read(response, JSON.parse(await text(response)))
}

function read(response: IncomingMessage, body: unknown): ClaimResponse {
  const [status, headers] = [response.statusCode ?? 0, headersOf(response)]
  const requestId = headers.get('x-request-id') ?? ''
  if (status === 200) return { status, requestId, reasons: [], ...success.parse(body) }
  const { reason, reasons = [], retryAfterSeconds } = failureOf({ status, headers, body })
  return {
    status,
    requestId,
    reasons: reason ? [reason] : reasons.map(({ code }) => code),
    retryAfterSeconds,
  }
}
