import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import styles from './PeriodSummary.module.css'
import type { PeriodShifts } from './usePeriod.ts'

interface PeriodSummaryProps {
  /** A date of the month whose shifts are counted. Undefined for a shorter period. */
  month: string | undefined
  counts: PeriodShifts['counts']
  /** Whether the shifts of the period are not loaded because the browser is offline. */
  isPartlyOffline: boolean
  hidesClashes: boolean
  /** Hides the shifts that clash with claimed ones, or shows them again. */
  hideClashes: (hide: boolean) => void
  /** Whether the shifts that one missing document would unlock are shown. Undefined where they cannot be. */
  showsOneAway: boolean | undefined
  showOneAway: (show: boolean) => void
}

/** How many shifts of the period can be taken from now on, and how many more clash with claimed ones. */
export function PeriodSummary({
  month,
  counts,
  isPartlyOffline,
  hidesClashes,
  hideClashes,
  showsOneAway,
  showOneAway,
}: PeriodSummaryProps) {
  const { period } = useTexts()
  const { monthInWords } = useFormat()
  const { total, clashing = 0, state } = counts
  const textsWithoutCount = { loaded: '', loading: period.loading, offline: period.offline, failed: '' }
  return (
    <div className={styles.summary}>
      <p role="status">
        <span>
          {total === undefined
            ? textsWithoutCount[state]
            : period.canTake(total, month && monthInWords(month))}
        </span>
        {clashing > 0 && <span>{hidesClashes ? period.clashHidden(clashing) : period.clash(clashing)}</span>}
        {total !== undefined && isPartlyOffline && <span>{period.partlyOffline}</span>}
      </p>
      {clashing > 0 && (
        <button type="button" className={styles.toggle} onClick={() => hideClashes(!hidesClashes)}>
          {hidesClashes ? period.showClashes : period.hideClashes}
        </button>
      )}
      {showsOneAway !== undefined && (
        <button
          type="button"
          className={styles.switch}
          aria-pressed={showsOneAway}
          aria-keyshortcuts="6"
          onClick={() => showOneAway(!showsOneAway)}
        >
          {period.oneAway}
        </button>
      )}
    </div>
  )
}
