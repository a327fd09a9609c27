import { z } from 'zod'

/** What the process that attacks is given. */
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
  /** Over all connections. */
  requestsPerSecond: z.int(),
  /** Whether it reads what it is sent. If not, it keeps its connections until it ends. */
  isRead: z.boolean(),
})

export type AttackSpec = z.output<typeof attackSpec>
