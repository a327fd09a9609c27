import type { ReactNode } from 'react'
import { useTexts } from '@/shared/i18n/texts.ts'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'
import styles from './ShiftDetail.module.css'

/** The shifts before and after a shift in the list from which it was selected. */
export interface NeighbourShifts {
  previous?: WorkerShift | undefined
  next?: WorkerShift | undefined
}

interface NeighboursProps {
  neighbours: NeighbourShifts | undefined
  showShift: (shift: WorkerShift) => void
  /** The action between the two buttons. */
  children: ReactNode
}

/** Buttons for the previous and the next shift, on both sides of the action. */
export function Neighbours({ neighbours, showShift, children }: NeighboursProps) {
  const texts = useTexts().shift
  if (!neighbours) return <div className={styles.actions}>{children}</div>
  const { previous, next } = neighbours
  return (
    <div className={styles.actions}>
      <NeighbourButton label={texts.previous} symbol="‹" shift={previous} showShift={showShift} />
      {children}
      <NeighbourButton label={texts.next} symbol="›" shift={next} showShift={showShift} />
    </div>
  )
}

interface NeighbourButtonProps {
  label: string
  symbol: string
  /** Undefined at the end of the list. */
  shift: WorkerShift | undefined
  showShift: (shift: WorkerShift) => void
}

function NeighbourButton({ label, symbol, shift, showShift }: NeighbourButtonProps) {
  return (
    <button
      type="button"
      className={styles.neighbour}
      aria-label={label}
      disabled={!shift}
      onClick={() => shift && showShift(shift)}
    >
      <span aria-hidden="true">{symbol}</span>
    </button>
  )
}
