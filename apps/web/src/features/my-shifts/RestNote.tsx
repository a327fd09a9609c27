import type { Format } from '@/shared/format/format.ts'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useMyShiftsTexts, type MyShiftsTexts } from '@/shared/i18n/myShiftsTexts.ts'
import styles from './WeekSection.module.css'
import type { Gap } from './weeks.ts'

/** The rest between a shift and those before it, or that they overlap. */
export function RestNote({ gap }: { gap: Gap }) {
  const texts = useMyShiftsTexts()
  const format = useFormat()
  return (
    <p className={styles.rest} data-kind={gap.kind}>
      <span>{restText(gap, texts, format)}</span>
    </p>
  )
}

const day = 24 * 60

function restText({ minutes, kind }: Gap, texts: MyShiftsTexts, { formatMinutes }: Format): string {
  if (kind === 'overlap') return texts.overlap
  if (minutes === 0) return texts.noRest
  if (kind === 'shortRest') return texts.shortRest(formatMinutes(minutes))
  return texts.rest(minutes < 2 * day ? formatMinutes(minutes) : texts.days(Math.floor(minutes / day)))
}
