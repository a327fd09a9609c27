import type { AppRouter, RouterOutputs } from '@shifts/api'
import type { TRPCClientErrorLike } from '@trpc/client'

/** Why the rule does not let a worker claim a shift, as the API returns it. */
export interface IneligibilityReason {
  code: RouterOutputs['shift']['explain']['reasons'][number]['code']
  /** Those that are missing. */
  documents?: readonly { name: string }[] | undefined
}

/** An error of the API, or of the connection to it: then without `data`. */
export type ApiError = Pick<TRPCClientErrorLike<AppRouter>, 'message' | 'data'>

/** Why an eligible worker cannot claim or release a shift at the moment. */
export type ConflictReason = NonNullable<NonNullable<ApiError['data']>['reason']>
