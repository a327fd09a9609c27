import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { trpcRequest, type TestServer } from '../testServer.ts'
import { workerToken } from '../tokens.ts'

const header = 'x-consistency-token'
const retryMs = 100

/** The number of responses by status. */
export type Statuses = Map<number, number>

export interface Response {
  status: number
  /** The consistency token of a change. */
  token: string | undefined
  output: unknown
}

/** Calls that are tried again after a response with status 503 and a lost connection, as clients are told to, until `signal` aborts. */
export const createCall =
  (statuses: Statuses, signal: AbortSignal) =>
  async (host: TestServer, procedure: string, input: CallInput, token?: string): Promise<Response> => {
    for (;;) {
      const response = await callOnce(host, procedure, input, token).catch(() => undefined)
      if (response) statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
      if (response && response.status !== 503) return response
      await delay(retryMs, undefined, { signal })
    }
  }

interface CallInput {
  workerId: number
  shiftId?: number
}

export type Call = ReturnType<typeof createCall>

async function callOnce(
  host: TestServer,
  procedure: string,
  input: CallInput,
  token: string | undefined,
): Promise<Response> {
  const [path, init] = trpcRequest({ procedure, input: { ...input } })
  const { status, headers, body } = await host.send(path, {
    ...init,
    headers: {
      ...init.headers,
      authorization: `Bearer ${await workerToken(input.workerId)}`,
      ...(token !== undefined && { [header]: token }),
    },
  })
  const output = status === 200 ? success.parse(body).result.data : body
  return { status, token: headers.get(header) ?? undefined, output }
}

const success = z.object({ result: z.object({ data: z.unknown() }) })
const page = z.object({ shifts: z.array(z.looseObject({ id: z.int() })) })

/** The ids of a page of shifts. */
export function idsOf({ status, output }: Response): number[] {
  if (status !== 200) throw new Error(`A list has status ${status}: ${JSON.stringify(output)}`)
  return page.parse(output).shifts.map(({ id }) => id)
}
