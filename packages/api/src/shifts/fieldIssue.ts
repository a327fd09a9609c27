import type { z } from 'zod'

/** Adds an issue about one field of the input. */
export const addFieldIssue = (
  { addIssue }: Pick<z.RefinementCtx, 'addIssue'>,
  field: string,
  message: string,
): void => addIssue({ code: 'custom', path: [field], message })
