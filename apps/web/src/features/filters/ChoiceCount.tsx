'use client'

import { createContext, use } from 'react'
import { useFilterPanelTexts } from '@/shared/i18n/filterPanelTexts.ts'
import { noFilter, type ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import type { Period } from '@/shared/time/period.ts'
import styles from './FilterPanel.module.css'
import { useShiftCount } from './useShiftCount.ts'

interface Counting {
  /** The filter that the choices would change. */
  filter: ShiftFilter
  period: Period
  /** Whether it is time to count: only after the filter itself. */
  enabled: boolean
}

/** The period where nothing is counted. */
export const noPeriod: Period = { view: 'month', date: '2000-01-01' }

const CountingContext = createContext<Counting>({
  filter: noFilter,
  period: noPeriod,
  enabled: false,
})

export const CountingProvider = CountingContext

/** How many shifts there would be with this change of the filter. Empty until that is known. */
export function ChoiceCount({ change }: { change: ShiftFilter }) {
  const texts = useFilterPanelTexts()
  const { filter, period, enabled } = use(CountingContext)
  const { total } = useShiftCount({ ...filter, ...change }, period, enabled)
  return (
    <span className={styles.count}>
      {total !== undefined && (
        <>
          <span aria-hidden="true">{texts.number(total)}</span>
          <span className="visually-hidden">{texts.leaves(total)}</span>
        </>
      )}
    </span>
  )
}
