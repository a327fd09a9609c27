import type { ReactNode } from 'react'
import { ChoiceCount } from './ChoiceCount.tsx'
import styles from './FilterPanel.module.css'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'

interface ChoiceProps {
  type: 'checkbox' | 'radio'
  /** The group of a radio button. */
  name?: string
  isChosen: boolean
  choose: () => void
  /** The change of the filter whose shifts are counted beside the choice. */
  counted: ShiftFilter | undefined
  children: ReactNode
}

/** A checkbox or radio button as a tile, with the number of shifts that it would leave. */
export const Choice = ({ type, name, isChosen, choose, counted, children }: ChoiceProps) => (
  <label className={styles.choice}>
    <input type={type} name={name} checked={isChosen} onChange={choose} />
    <span className={styles.label}>{children}</span>
    {counted && <ChoiceCount change={counted} />}
  </label>
)
