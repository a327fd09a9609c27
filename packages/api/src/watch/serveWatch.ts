import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getTRPCErrorFromUnknown, getTRPCErrorShape, isTrackedEnvelope } from '@trpc/server'
import type { Context } from '../http/context.ts'
import { onTrpcError } from '../http/refusals.ts'
import { trpcResponseMeta } from '../http/trpcHttp.ts'
import { appRouter } from '../router.ts'

const path = 'shift.watch'
const config = appRouter._def._config
const headers = {
  vary: 'trpc-accept, accept',
  'content-type': 'text/event-stream',
  'x-accel-buffering': 'no',
}
/** With a ping every five seconds, half a minute. */
const maxMissedPings = 6

const pingText = 'event: ping\ndata: \n\n\n'

/**
 * The input of a request that `serveWatch` can serve, with the id of the last event that the client has received. Undefined for any
 * other request, and for unusual forms of it, such as a batch or an input that is no object: they are left to tRPC.
 * @param endpoint the path that the router is mounted at
 */
export function watchInputOf(
  { method, url, headers }: IncomingMessage,
  endpoint: string,
): object | undefined {
  if (method !== 'GET' || !url?.startsWith(`${endpoint}/${path}?`)) return undefined
  const { searchParams: query } = new URL(url, 'http://localhost')
  const input = query.has('batch') || query.has('connectionParams') ? undefined : parse(query.get('input'))
  const lastEventId = headers['last-event-id'] ?? query.get('lastEventId') ?? query.get('Last-Event-Id')
  return input && lastEventId ? { ...input, lastEventId } : input
}

function parse(json: string | null): object | undefined {
  try {
    const value: unknown = JSON.parse(json ?? '')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/**
 * Calls `shift.watch` and sends its events as tRPC does, but for `retry`, until they end or the client disconnects. tRPC
 * sends each event through several web streams, which takes several times as long as writing it to the socket.
 */
export async function serveWatch(ctx: Context, input: object, response: ServerResponse): Promise<void> {
  const abort = new AbortController()
  response.once('close', () => abort.abort())
  if (response.destroyed) abort.abort()
  const { signal } = abort
  const call = { path, ctx, type: 'subscription', signal, batchIndex: 0 } as const
  const starting = appRouter.shift.watch({ ...call, getRawInput: async () => input })
  await Promise.allSettled([starting])
  if (signal.aborted) return

  const meta = trpcResponseMeta(ctx, [], 'subscription')
  response.writeHead(meta.status ?? 200, { ...headers, ...meta.headers })
  response.write(
    `retry: ${randomRetryMs()}\nevent: connected\ndata: ${JSON.stringify(config.sse?.client ?? {})}\n\n\n`,
  )
  let missedPings = 0
  const ping = setInterval(() => {
    missedPings = response.writableNeedDrain ? missedPings + 1 : 0
    // A client that does not read gets no pings, which would fill the memory, and is disconnected after a while.
    if (missedPings === 0) response.write(pingText)
    else if (missedPings >= maxMissedPings) response.destroy()
  }, config.sse?.ping?.intervalMs)
  signal.addEventListener('abort', () => clearInterval(ping), { once: true })
  try {
    for await (const event of await starting) {
      if (signal.aborted) return
      // Writes of one turn of the event loop reach the socket together.
      if (!response.write(textOf(event))) await once(response, 'drain', { signal })
      ping.refresh()
    }
    if (!signal.aborted) response.end('event: return\ndata: \n\n\n')
  } catch (thrown) {
    if (signal.aborted) return
    const error = getTRPCErrorFromUnknown(thrown)
    onTrpcError(ctx, error)
    const shape = getTRPCErrorShape({ config, ctx, error, path, input, type: 'subscription' })
    response.end(`event: serialized-error\ndata: ${JSON.stringify(shape)}\n\n\n`)
  } finally {
    clearInterval(ping)
  }
}

/**
 * How long a client waits before it connects again. It is random, because all clients of a host that stops connect again at
 * the same time.
 */
const randomRetryMs = () => 100 + Math.floor(Math.random() * 1_400)

/** All watchers of a shift share its event, so it is serialized once. */
const serialized = new WeakMap<object, string>()

function textOf(event: unknown): string {
  if (!isTrackedEnvelope<object>(event)) throw new Error('The event has no id.')
  const [id, data] = event
  const json = serialized.get(data) ?? JSON.stringify(data)
  serialized.set(data, json)
  return `data: ${json}\nid: ${id}\n\n\n`
}
