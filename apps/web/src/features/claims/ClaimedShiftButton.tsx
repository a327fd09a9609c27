import { useFormat } from '@/shared/format/useFormat.ts'
import type { ClaimedShift } from '@/shared/shift/shift.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './ShiftDetail.module.css'

interface ClaimedShiftButtonProps {
  claimed: ClaimedShift
  onSelect: (claimed: ClaimedShift) => void
}

/** Names a claimed shift, and shows it: "Lakeside Clinic, Fri 7 AM – 3 PM". */
export function ClaimedShiftButton({ claimed, onSelect }: ClaimedShiftButtonProps) {
  const { timeZone } = useViewer()
  const { weekdayAndHours } = useFormat()
  return (
    <button type="button" className={styles.other} onClick={() => onSelect(claimed)}>
      <bdi>{claimed.facility.name}</bdi>
      <span>{`, ${weekdayAndHours(claimed, timeZone)}`}</span>
    </button>
  )
}
