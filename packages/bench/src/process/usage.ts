import { z } from 'zod'

export const usage = z.object({ cpuMs: z.number(), residentBytes: z.number() })

/** What a process has used: CPU time since its start, and memory now. */
export type Usage = z.output<typeof usage>
