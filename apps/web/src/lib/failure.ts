import type { AppRouter } from '@shifts/api'
import { TRPCClientError } from '@trpc/client'

export const isAnswer = (error: unknown): error is TRPCClientError<AppRouter> =>
  error instanceof TRPCClientError

/** What the caller did wrong stays wrong when asked again; anything else may pass. */
export const mayPass = (error: unknown) => !isAnswer(error) || !error.data || error.data.httpStatus >= 500
