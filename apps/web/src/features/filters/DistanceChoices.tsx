'use client'

import { useId } from 'react'
import { usePlaceText } from '@/features/home/index.ts'
import { useHome } from '@/shared/place/useHome.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { Choice } from './Choice.tsx'
import { choicesOf, distances } from './edit.ts'
import styles from './FilterPanel.module.css'

interface DistanceChoicesProps {
  filter: ShiftFilter
  choose: (withinMiles: number | undefined) => void
  /** Measures from the worker's home in place of `near`. */
  measureFromHome: () => void
  showHome: () => void
}

/** The distance of the facilities, and from where it is measured. */
export function DistanceChoices({ filter, choose, measureFromHome, showHome }: DistanceChoicesProps) {
  const texts = useTexts().filters
  const name = useId()
  const home = useHome()
  const { withinMiles, near } = filter
  const place = usePlaceText(near ?? home)
  const isMeasurable = Boolean(near ?? home)
  const origin = near ? texts.fromElsewhere : home ? texts.fromHome : texts.homeUnknown
  return (
    <fieldset className={styles.group}>
      <legend>{texts.distance}</legend>
      <div className={styles.choices} data-columns="6">
        {[undefined, ...choicesOf(distances, withinMiles)].map((miles) => (
          <Choice
            key={miles ?? 'any'}
            type="radio"
            name={name}
            isChosen={withinMiles === miles}
            choose={() => choose(miles)}
            counted={
              isMeasurable ? { withinMiles: miles, near: miles === undefined ? undefined : near } : undefined
            }
          >
            <span>{miles === undefined ? texts.any : texts.miles(miles)}</span>
          </Choice>
        ))}
      </div>
      <div className={styles.origin}>
        <p>
          <span>{origin}</span>
          {place && <span className={styles.place}>{place}</span>}
        </p>
        {near && home && (
          <button type="button" className={styles.button} onClick={measureFromHome}>
            {texts.useHome}
          </button>
        )}
        {!near && (
          <button type="button" className={styles.button} onClick={showHome}>
            {home ? texts.changeHome : texts.setHome}
          </button>
        )}
      </div>
    </fieldset>
  )
}
