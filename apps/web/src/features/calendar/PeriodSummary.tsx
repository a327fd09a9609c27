import type { LoadState } from '@/lib/loadState.ts'
import { useTexts } from '@/shared/i18n/texts.ts'

interface PeriodSummaryProps {
  className: string | undefined
  /** The number of open shifts, once they were counted. */
  total: number | undefined
  countState: LoadState
  /** Of the shifts shown, the claimed ones included. */
  shiftState: LoadState
}

/** Says how many shifts are open in the period, or that this is not known. */
export function PeriodSummary({ className, total, countState, shiftState }: PeriodSummaryProps) {
  const { period } = useTexts()
  const uncounted = { loaded: '', loading: period.loading, offline: period.offline, failed: '' }
  return (
    <p className={className} role="status">
      <span>{total === undefined ? uncounted[countState] : period.openShifts(total)}</span>
      {total !== undefined && shiftState === 'offline' && <span>{period.partlyOffline}</span>}
    </p>
  )
}
