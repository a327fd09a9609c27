import { z } from 'zod'

/** The input of the attacking process. */
export const attackSpec = z.object({
  origin: z.url(),
  headers: z.record(z.string(), z.string()),
  requests: z.array(
    z.object({
      method: z.enum(['GET', 'POST']),
      path: z.string(),
      body: z.string().optional(),
    }),
  ),
  connections: z.int(),
  /** The rate of all connections together. */
  requestsPerSecond: z.int(),
  /** Whether it reads the responses. If not, it keeps the connections until it ends. */
  isRead: z.boolean(),
})

export type AttackSpec = z.output<typeof attackSpec>
