import { z } from 'zod'

/** Where to go on after signing in: a path of ours and nothing else, for "//" would lead to another site. */
export const ownPath = z
  .string()
  .regex(/^\/(?![/\\])[\x21-\x7e]*$/)
  .catch('/')
