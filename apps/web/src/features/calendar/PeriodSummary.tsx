import type { LoadState } from '@/lib/loadState.ts'
import { countOf } from '@/shared/format/format.ts'

interface PeriodSummaryProps {
  className: string | undefined
  /** How many shifts are open, once they were counted. */
  total: number | undefined
  countState: LoadState
  /** Of the shifts shown, the worker's own included. */
  shiftState: LoadState
}

const uncounted: Record<LoadState, string> = {
  loaded: '',
  loading: 'Looking for open shifts…',
  offline: 'You are offline, and this period has not been loaded yet.',
  failed: '',
}

/** Says how many shifts are open in the period, or that this is not known. */
export function PeriodSummary({ className, total, countState, shiftState }: PeriodSummaryProps) {
  const count = total === undefined ? uncounted[countState] : `${countOf(total, 'open shift')} you may take`
  return (
    <p className={className} role="status">
      <span>{count}</span>
      {total !== undefined && shiftState === 'offline' && (
        <span>. You are offline: some shifts have not been loaded yet.</span>
      )}
    </p>
  )
}
