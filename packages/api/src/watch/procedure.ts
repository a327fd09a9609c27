import { tracked, type TrackedEnvelope } from '@trpc/server'
import { z } from 'zod'
import { describePrincipal, type Principal } from '../auth/permissions.ts'
import { InvalidTokenError, type VerifyToken } from '../auth/token.ts'
import { whileTokenIsValid } from '../auth/whileTokenIsValid.ts'
import { messages } from '../http/messages.ts'
import { workerInput, workerProcedure } from '../trpc.ts'
import type { EventWithId, WatchEvent } from './event.ts'

interface WatchContext {
  principal: Principal
  token: string
  verifyToken: VerifyToken
}

/** `lastEventId` is the last event that the client has received. tRPC's client sends it when it reconnects. */
const watchInput = workerInput.extend({ lastEventId: z.string().max(100).optional() })

export const watch = workerProcedure(watchInput).subscription(
  async ({ ctx, input: { workerId, lastEventId }, signal }) => {
    const close = ctx.limits.openWatch(ctx.principal)
    signal?.addEventListener('abort', close, { once: true })
    if (signal?.aborted) close()
    try {
      const events = await ctx.watch(workerId, { lastEventId, signal })
      return inEnvelopes(
        whileTokenIsValid(events, () => assertSamePrincipal(ctx), signal),
        close,
      )
    } catch (error) {
      close()
      throw error
    }
  },
)

/** A person who is linked to another worker must not watch the previous worker any longer. */
async function assertSamePrincipal({ principal, token, verifyToken }: WatchContext): Promise<void> {
  if (describePrincipal(await verifyToken(token)) !== describePrincipal(principal))
    throw new InvalidTokenError(messages.tokenRevoked)
}

/**
 * Wraps events for tRPC, which recognises its envelopes by a symbol. Each bundle of the web has its own copy of that
 * symbol, so they are created in the bundle of the router, not in the hub that all bundles share. It is not a generator,
 * because a generator that waits cannot be ended by `return`.
 */
function inEnvelopes(
  events: AsyncIterator<EventWithId, undefined>,
  onEnd: () => void,
): AsyncIterableIterator<TrackedEnvelope<WatchEvent>, undefined> {
  const envelopes: AsyncIterableIterator<TrackedEnvelope<WatchEvent>, undefined> = {
    async next() {
      try {
        const { done, value } = await events.next()
        if (!done) return { done: false, value: tracked(...value) }
      } catch (error) {
        onEnd()
        throw error
      }
      onEnd()
      return { done: true, value: undefined }
    },
    async return() {
      onEnd()
      await events.return?.()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]: () => envelopes,
  }
  return envelopes
}
