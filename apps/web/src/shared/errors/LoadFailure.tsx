import type { AppRouter } from '@shifts/api'
import type { TRPCClientErrorLike } from '@trpc/client'
import styles from './LoadFailure.module.css'

interface LoadFailureProps {
  error: TRPCClientErrorLike<AppRouter>
  retry: () => void
  /** For when the filter itself is what is wrong. */
  clearFilter?: (() => void) | undefined
}

/** Says why nothing could be loaded, and what helps. */
export function LoadFailure({ error, retry, clearFilter }: LoadFailureProps) {
  const isFiltersFault =
    clearFilter && (error.data?.code === 'NOT_FOUND' || error.data?.code === 'BAD_REQUEST')
  return (
    <div className={styles.failure} role="alert">
      <div>
        <strong>
          {isFiltersFault
            ? 'This link asks for something that does not exist'
            : 'The shifts could not be loaded'}
        </strong>
        <p>
          <span>{error.data ? error.message : 'Check your connection.'}</span>
          {error.data?.requestId && !isFiltersFault && <small>{` Request ${error.data.requestId}`}</small>}
        </p>
      </div>
      {isFiltersFault ? (
        <button type="button" className={styles.action} onClick={clearFilter}>
          Show every facility
        </button>
      ) : (
        <button type="button" className={styles.action} onClick={retry}>
          Try again
        </button>
      )}
    </div>
  )
}
