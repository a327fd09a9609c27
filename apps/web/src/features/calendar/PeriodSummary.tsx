import type { LoadState } from '@/lib/loadState.ts'
import { useTexts } from '@/shared/i18n/texts.ts'

interface PeriodSummaryProps {
  className: string | undefined
  /** The number of open shifts; undefined until it is loaded. */
  total: number | undefined
  countState: LoadState
  /** The load state of the shifts shown, claimed ones included. */
  shiftState: LoadState
}

/** The number of open shifts in the period, or why it is not known. */
export function PeriodSummary({ className, total, countState, shiftState }: PeriodSummaryProps) {
  const { period } = useTexts()
  const textsWithoutCount = { loaded: '', loading: period.loading, offline: period.offline, failed: '' }
  return (
    <p className={className} role="status">
      <span>{total === undefined ? textsWithoutCount[countState] : period.openShifts(total)}</span>
      {total !== undefined && shiftState === 'offline' && <span>{period.partlyOffline}</span>}
    </p>
  )
}
