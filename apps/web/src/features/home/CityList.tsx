'use client'

import { useState } from 'react'
import { loadStateOf } from '@/lib/loadState.ts'
import { matchesWords } from '@/lib/matchesWords.ts'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import { useHomePanelTexts } from '@/shared/i18n/homePanelTexts.ts'
import type { Coordinates } from '@/shared/place/distance.ts'
import { useFacilities } from '@/shared/place/useFacilities.ts'
import { SearchField } from '@/ui/SearchField.tsx'
import styles from './HomePanel.module.css'
import { useCities } from './usePlaceText.ts'

interface CityListProps {
  isDisabled: boolean
  choose: (place: Coordinates) => void
}

/** Among more cities, searching by name is quicker than scrolling. */
const maxShown = 50

/** The cities of the facilities, to choose one, and a search among them. */
export function CityList({ isDisabled, choose }: CityListProps) {
  const texts = useHomePanelTexts()
  const [search, setSearch] = useState('')
  const query = useFacilities()
  const matches = useCities().filter(({ name }) => matchesWords(search, name))
  const counts = {
    loaded: texts.count(matches.length),
    loading: texts.loading,
    offline: texts.offline,
    // An alert is shown instead.
    failed: '',
  }
  return (
    <>
      <div className={styles.search}>
        <SearchField label={texts.findCity} value={search} change={setSearch} />
        <p className={styles.hint} role="status">
          <span>{counts[loadStateOf(query)]}</span>
          {matches.length > maxShown && <span>{texts.firstShown(maxShown)}</span>}
        </p>
      </div>
      {query.error && <LoadFailure of="cities" error={query.error} retry={() => void query.refetch()} />}
      <ul className={styles.cities} aria-label={texts.cities}>
        {matches.slice(0, maxShown).map(({ name, place }) => (
          <li key={name}>
            <button type="button" className={styles.city} disabled={isDisabled} onClick={() => choose(place)}>
              <bdi>{name}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
