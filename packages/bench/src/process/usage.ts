import { z } from 'zod'

export const usage = z.object({ cpuMs: z.number(), residentBytes: z.number() })

/** The usage of a process: CPU time since its start, and its current memory. */
export type Usage = z.output<typeof usage>
