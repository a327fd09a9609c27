import type { ReactNode } from 'react'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { groupSame } from '@/shared/shift/groupSame.ts'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'
import { PartOfDayIcon } from '@/shared/time/PartOfDayIcon.tsx'
import type { PartOfDay } from '@/shared/time/partOfDay.ts'
import styles from './DayGroups.module.css'
import type { Group } from './useGroups.ts'

interface DayGroupsProps {
  day: string
  groups: readonly Group[]
  renderCard: (item: WorkerShift, count: number) => ReactNode
  /** Shows all shifts of a part of the day. */
  showAll: (part: PartOfDay) => void
}

/** The shifts of one day, by part of day. What does not fit is a number that leads to all of them. */
export function DayGroups({ day, groups, renderCard, showAll }: DayGroupsProps) {
  const texts = useTexts()
  const { dayInWords } = useFormat()
  return (
    <div className={styles.groups} data-column={day}>
      <h3 className={styles.printedDay}>{dayInWords(day)}</h3>
      {groups
        .filter(({ items, more }) => items.length > 0 || more > 0)
        .map(({ partOfDay, items, more }) => (
          <div key={partOfDay} role="group" className={styles.group} aria-label={texts.partOfDay[partOfDay]}>
            <h3 className={styles.heading}>
              <PartOfDayIcon part={partOfDay} />
              <span>{texts.partOfDay[partOfDay]}</span>
            </h3>
            <ul className={styles.cards}>
              {groupSame(items).map(({ item, count }) => (
                <li key={item.shift.id}>{renderCard(item, count)}</li>
              ))}
            </ul>
            {more > 0 && (
              <button
                type="button"
                className={styles.more}
                onClick={() => showAll(partOfDay)}
                aria-label={texts.calendar.allOf(texts.partOfDay[partOfDay], more)}
              >
                {texts.calendar.more(more)}
              </button>
            )}
          </div>
        ))}
    </div>
  )
}
