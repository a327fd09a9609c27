import type { ApiError } from '@/shared/i18n/codes.ts'
import { useTexts, type Texts } from '@/shared/i18n/texts.ts'
import { failureText } from '@/shared/i18n/wording.ts'
import styles from './LoadFailure.module.css'

interface LoadFailureProps {
  /** What could not be loaded. */
  of: keyof Texts['failure']['titles']
  error: ApiError
  retry: () => void
  /** Removes the filter. Offered if the filter may be the cause. */
  clearFilter?: (() => void) | undefined
}

/** Says why loading failed, and offers to try again or to clear the filter. */
export function LoadFailure({ of, error, retry, clearFilter }: LoadFailureProps) {
  const texts = useTexts()
  const isCausedByFilter =
    clearFilter && (error.data?.code === 'NOT_FOUND' || error.data?.code === 'BAD_REQUEST')
  const requestId = error.data?.requestId
  return (
    <div className={styles.failure} role="alert">
      <div>
        <strong>{isCausedByFilter ? texts.failure.filterTitle : texts.failure.titles[of]}</strong>
        <p>
          <span>{failureText(error, texts)}</span>
          {requestId && !isCausedByFilter && <small>{texts.failure.request(requestId)}</small>}
        </p>
      </div>
      {isCausedByFilter ? (
        <button type="button" className={styles.action} onClick={clearFilter}>
          {texts.failure.clearFilter}
        </button>
      ) : (
        <button type="button" className={styles.action} onClick={retry}>
          {texts.action.tryAgain}
        </button>
      )}
    </div>
  )
}
