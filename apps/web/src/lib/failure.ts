import type { AppRouter } from '@shifts/api'
import { TRPCClientError } from '@trpc/client'

/** Whether the API returned the error, or the connection to it failed; anything else is a bug. */
export const isApiError = (error: unknown): error is TRPCClientError<AppRouter> =>
  error instanceof TRPCClientError

/** Whether the same call may succeed later. Not so after a mistake of the caller's, which the API answers with 4xx. */
export const isTemporary = (error: unknown) =>
  !isApiError(error) || !error.data || error.data.httpStatus >= 500
