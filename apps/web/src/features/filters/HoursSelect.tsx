import { useFilterPanelTexts } from '@/shared/i18n/filterPanelTexts.ts'
import { choicesOf } from './edit.ts'
import styles from './FilterPanel.module.css'

interface HoursSelectProps {
  label: string
  /** The text for no limit. */
  none: string
  suggested: readonly number[]
  value: number | undefined
  change: (value: number | undefined) => void
}

/** A choice of a number of hours, or of none. */
export function HoursSelect({ label, none, suggested, value, change }: HoursSelectProps) {
  const texts = useFilterPanelTexts()
  return (
    <label className={styles.hours}>
      <span>{label}</span>
      <select
        className={styles.select}
        value={value ?? ''}
        onChange={(event) => change(event.target.value === '' ? undefined : Number(event.target.value))}
      >
        <option value="">{none}</option>
        {choicesOf(suggested, value).map((hours) => (
          <option key={hours} value={hours}>
            {texts.hours(hours)}
          </option>
        ))}
      </select>
    </label>
  )
}
