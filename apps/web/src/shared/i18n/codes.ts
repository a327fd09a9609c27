import type { AppRouter, RouterOutputs } from '@shifts/api'
import type { TRPCClientErrorLike } from '@trpc/client'

/** A reason why a worker is not eligible for a shift, as the API returns it. */
export interface IneligibilityReason {
  code: RouterOutputs['shift']['explain']['reasons'][number]['code']
  /** The missing documents. */
  documents?: readonly { name: string }[] | undefined
}

/** An error of the API. Without `data` it is an error of the connection to the API. */
export type ApiError = Pick<TRPCClientErrorLike<AppRouter>, 'message' | 'data'>

/** Why an eligible worker cannot claim or release a shift. */
export type ConflictReason = Exclude<NonNullable<NonNullable<ApiError['data']>['reason']>, 'TOO_MANY_FEEDS'>
