import type { ReactNode } from 'react'
import { useFormat } from '@/shared/format/useFormat.ts'
import { typicalMiles } from '@/shared/place/distance.ts'
import { PartOfDayIcon } from '@/shared/time/PartOfDayIcon.tsx'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { partOfShift } from './partOfShift.ts'
import type { Shift } from './shift.ts'
import styles from './ShiftWhen.module.css'

interface ShiftWhenProps {
  shift: Shift
  /** The hours of the shift in words. */
  hours: string
  /** The distance from the worker's home; undefined where it is not known. While it is loading, its place stays free. */
  miles: number | 'loading' | undefined
  children?: ReactNode
}

/** The line of a card that says when a shift is, how long it lasts and how far it is. */
export function ShiftWhen({ shift, hours, miles, children }: ShiftWhenProps) {
  const { timeZone } = useViewer()
  const { duration, formatMiles } = useFormat()
  const isLoading = miles === 'loading'
  return (
    <span className={styles.when}>
      <PartOfDayIcon part={partOfShift(shift, timeZone)} />
      <span className={styles.hours}>{hours}</span>
      <span className={styles.facts}>
        <span>{duration(shift)}</span>
        {miles !== undefined && (
          <span data-loading={isLoading}>{formatMiles(isLoading ? typicalMiles : miles)}</span>
        )}
      </span>
      {children}
    </span>
  )
}
