'use client'

import { useId } from 'react'
import { usePlaceText } from '@/features/home/index.ts'
import { useHome } from '@/shared/place/useHome.ts'
import { useFilterPanelTexts } from '@/shared/i18n/filterPanelTexts.ts'
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
  const panelTexts = useFilterPanelTexts()
  const name = useId()
  const home = useHome()
  const { withinMiles, near } = filter
  const place = usePlaceText(near ?? home)
  const isMeasurable = Boolean(near ?? home)
  const origin = near ? panelTexts.fromElsewhere : home ? panelTexts.fromHome : panelTexts.homeUnknown
  return (
    <fieldset className={styles.group}>
      <legend>{panelTexts.distance}</legend>
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
            <span>{miles === undefined ? panelTexts.anyDistance : panelTexts.miles(miles)}</span>
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
            {panelTexts.useHome}
          </button>
        )}
        {!near && (
          <button type="button" className={styles.button} onClick={showHome}>
            {home ? panelTexts.changeHome : texts.setHome}
          </button>
        )}
      </div>
    </fieldset>
  )
}
