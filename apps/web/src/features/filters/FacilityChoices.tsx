'use client'

import { useMemo, useState } from 'react'
import { loadStateOf } from '@/lib/loadState.ts'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import { useFilterPanelTexts } from '@/shared/i18n/filterPanelTexts.ts'
import { useFacilities, useMilesFromHome } from '@/shared/place/useFacilities.ts'
import { SearchField } from '@/ui/SearchField.tsx'
import { FacilityChoice } from './FacilityChoice.tsx'
import styles from './FilterPanel.module.css'
import { findFacilities } from './findFacilities.ts'

interface FacilityChoicesProps {
  /** The ticked facilities. */
  ticked: readonly number[]
  change: (facilityIds: number[]) => void
}

/** Among more facilities, searching is quicker than scrolling. */
const maxShown = 60
const maxTicked = 100

/** A search among the facilities where the worker may work, and its results with checkboxes. */
export function FacilityChoices({ ticked, change }: FacilityChoicesProps) {
  const texts = useFilterPanelTexts()
  // Which facilities come first is decided when the search changes: no row moves while the worker ticks.
  const [{ search, first }, setSearch] = useState({ search: '', first: ticked })
  const query = useFacilities()
  const miles = useMilesFromHome()
  const facilities = query.data?.facilities
  const { found, matches } = useMemo(
    () => findFacilities(facilities ?? [], { search, first, miles }),
    [facilities, search, first, miles],
  )
  const counts = {
    loaded: texts.matches(matches),
    loading: texts.loading,
    offline: texts.offline,
    // An alert is shown instead.
    failed: '',
  }
  const toggle = (id: number) =>
    change(
      ticked.includes(id)
        ? ticked.filter((other) => other !== id)
        : [...ticked, id].toSorted((one, other) => one - other),
    )

  return (
    <fieldset className={styles.group}>
      <legend>{texts.facilities}</legend>
      <SearchField
        label={texts.findFacility}
        value={search}
        change={(next) => setSearch({ search: next, first: ticked })}
      />
      <p className={styles.hint} role="status">
        <span>{counts[loadStateOf(query)]}</span>
        {found.length > maxShown && <span>{texts.firstShown(maxShown)}</span>}
        {ticked.length >= maxTicked && <span>{texts.maxTicked(maxTicked)}</span>}
      </p>
      {query.error && <LoadFailure of="facilities" error={query.error} retry={() => void query.refetch()} />}
      <ul className={styles.facilities}>
        {found.slice(0, maxShown).map((facility) => (
          <li key={facility.id}>
            <FacilityChoice
              facility={facility}
              isTicked={ticked.includes(facility.id)}
              isDisabled={!ticked.includes(facility.id) && ticked.length >= maxTicked}
              toggle={() => toggle(facility.id)}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
