import { messages } from '@shifts/api'
import { TRPCError } from '@trpc/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** For an address that has routes: responds to OPTIONS with their methods, and throws for a method without a route. */
export type RespondToOtherMethod = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined

/** Collects the methods of every route that is registered after this call. */
export function collectMethods(server: FastifyInstance): RespondToOtherMethod {
  const methods = new Map<string, { pattern: RegExp; methods: Set<string> }>()
  server.addHook('onRoute', ({ url, method }) => {
    // Routes that plugins add for any address.
    if (url === '*' || url === '/*') return
    const known = methods.get(url) ?? { pattern: patternOf(url), methods: new Set(['OPTIONS']) }
    methods.set(url, known)
    for (const each of Array.isArray(method) ? method : [method]) known.methods.add(each)
    // Fastify adds HEAD to a GET, and reports only one of them where a prefix ends in a slash.
    if (known.methods.has('HEAD')) known.methods.add('GET')
  })
  return (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const allowed = new Set(
      [...methods.values()].flatMap(({ pattern, methods }) => (pattern.test(path) ? [...methods] : [])),
    )
    if (allowed.size === 0) return undefined
    reply.header('allow', [...allowed].toSorted().join(', '))
    if (request.method === 'OPTIONS') return reply.code(204).send()
    throw new TRPCError({
      code: 'METHOD_NOT_SUPPORTED',
      message: messages.noSuchMethod(request.method),
    })
  }
}

/** Fastify's pattern of an address: `:name` is one segment, `*` is any remaining path. */
function patternOf(url: string): RegExp {
  const escaped = url.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll(/:\w+/g, '[^/]+').replaceAll('*', '.*')}$`)
}
