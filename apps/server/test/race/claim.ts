import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { headersOf } from '../../src/headers.ts'
import { failureOf } from '../failure.ts'
import type { restRequest } from '../testServer.ts'
import type { Racer } from './fixture.ts'

/** A worker's attempt to take a shift. */
export interface Claim extends Racer {
  shiftId: number
  /** To claim, unless it says to release. */
  procedure?: 'shift.claim' | 'shift.release'
  /** In which protocol it is asked. */
  write: typeof restRequest
}

export interface ClaimResponse {
  status: number
  requestId: string
  /** When the worker took the shift, if it has it; null once it is given back. */
  claimedAt?: string | null | undefined
  /** Why it has it not. */
  reasons: string[]
  retryAfterSeconds?: number | undefined
}

const claimed = z.object({ claimedAt: z.string().nullable() })
const success = z.union([
  claimed,
  z.object({ result: z.object({ data: claimed }) }).transform(({ result }) => result.data),
])

const agent = new Agent({ keepAlive: true })

/** Asks once, without the work that fetch does for each request. */
export async function ask(
  url: string,
  { workerId, shiftId, token, write, procedure = 'shift.claim' }: Claim,
): Promise<ClaimResponse> {
  const [path, { method, body: call = '', headers }] = write({
    procedure,
    input: { workerId, shiftId },
  })
  const authorization = `Bearer ${token}`
  const asking = request(url + path, { agent, method, headers: { ...headers, authorization } })
  const [response]: IncomingMessage[] = await once(asking.end(call), 'response')
  if (!response) throw new Error('There is no answer.')
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
