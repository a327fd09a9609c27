import type { AppRouter } from '@shifts/api'
import { TRPCClientError } from '@trpc/client'

/** Whether the error came from the API or the connection to it. Any other error is a bug. */
export const isApiError = (error: unknown): error is TRPCClientError<AppRouter> =>
  error instanceof TRPCClientError

/** Whether the same call may succeed later: not after a 4xx response. */
export const isTemporary = (error: unknown) =>
  !isApiError(error) || !error.data || error.data.httpStatus >= 500
