import { z } from 'zod'

export const page = z.object({
  shifts: z.array(z.object({ id: z.int() })),
  nextCursor: z.string().nullable(),
})
export const claimedPage = z.object({
  shifts: z.array(z.object({ id: z.int(), claimedAt: z.string().nullable() })),
  nextCursor: z.string().nullable(),
})
export const claimedShift = z.object({ id: z.int(), claimedAt: z.string() })

/** Longer than the hosts take for any response. */
const timeoutMs = 5_000

/** A worker's requests to the API. A request that is not answered has the status `none`. */
export function createClient(origin: string, workerId: number, token: string) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const base = `${origin}/v1/workers/${workerId}`

  async function send(
    path: string,
    init: RequestInit = {},
  ): Promise<{ status: number | 'none'; body: unknown }> {
    try {
      const response = await fetch(base + path, { ...init, headers, signal: AbortSignal.timeout(timeoutMs) })
      const text = await response.text()
      return { status: response.status, body: readJson(text) }
    } catch {
      return { status: 'none', body: undefined }
    }
  }

  return {
    workerId,
    list: (query: string) => send(`/eligible-shifts?${query}`),
    claim: (shiftId: number) =>
      send('/claimed-shifts', { method: 'POST', body: JSON.stringify({ shiftId }) }),
    release: (shiftId: number) => send(`/claimed-shifts/${shiftId}`, { method: 'DELETE' }),

    /** Every shift of a list. Rejects if a page fails. */
    async listAll<Page extends z.infer<typeof page>>(
      path: string,
      schema: z.ZodType<Page>,
    ): Promise<Page['shifts']> {
      const shifts: Page['shifts'] = []
      for (let cursor: string | null = ''; cursor !== null;) {
        const { status, body } = await send(`/${path}?limit=500${cursor && `&cursor=${cursor}`}`)
        if (status !== 200) throw new Error(`${path} of worker ${workerId}: ${status}`)
        const found: Page = schema.parse(body)
        shifts.push(...found.shifts)
        cursor = found.nextCursor
      }
      return shifts
    },

    /** Opens the stream of the worker's live updates, after the event with this id. */
    watch(lastEventId: string | undefined, signal: AbortSignal): Promise<Response> {
      const input = encodeURIComponent(JSON.stringify({ workerId, lastEventId }))
      return fetch(`${origin}/trpc/shift.watch?input=${input}`, { headers, signal })
    },
  }
}

export type Client = ReturnType<typeof createClient>

/** The balancer's own errors are no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
