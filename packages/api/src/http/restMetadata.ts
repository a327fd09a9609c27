import type { z } from 'zod'

/** How REST asks a procedure: with what each procedure is described. */
export interface RestMetadata {
  method: 'GET' | 'POST' | 'DELETE'
  /** As OpenAPI writes it; what is in braces is a key of the input. */
  path: `/v1/${string}`
  /** What it answers, in a line. */
  summary: string
  /** For a procedure that answers with any number of these, one a line. */
  line?: z.ZodType
}
