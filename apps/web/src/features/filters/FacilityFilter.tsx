'use client'

import { useState } from 'react'
import { loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { SidePanel } from '@/ui/SidePanel.tsx'
import field from '@/ui/field.module.css'
import { useOverlay } from '@/ui/useOverlay.ts'
import styles from './FacilityFilter.module.css'
import { useTexts } from '@/shared/i18n/texts.ts'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import { noFilter } from '@/shared/filter/shiftFilter.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'

interface FacilityFilterProps {
  location: CalendarLocation
  replace: Navigate
}

/** Opens the choice of facilities, and says how many are chosen. */
export function FacilityFilter({ location, replace }: FacilityFilterProps) {
  const texts = useTexts().filters
  const choice = useOverlay<true>()
  const { facilityIds: chosenBefore = [] } = location.filter
  const chosen = chosenBefore.length
  return (
    <>
      <button
        type="button"
        className={styles.opener}
        data-active={chosen > 0}
        onClick={() => choice.show(true)}
      >
        {chosen === 0 ? texts.allFacilities : texts.facilities(chosen)}
      </button>
      {choice.shown && (
        <FacilityChoice
          chosenBefore={chosenBefore}
          close={choice.close}
          apply={(facilityIds) => {
            choice.closeKeepingEntry()
            const filter = facilityIds.length > 0 ? { ...location.filter, facilityIds } : noFilter
            replace({ ...location, filter })
          }}
        />
      )}
    </>
  )
}

interface FacilityChoiceProps {
  chosenBefore: number[]
  apply: (facilityIds: number[]) => void
  close: () => void
}

/** Beyond this, typing a part of the name is quicker than scrolling. */
const shownAtOnce = 60
const mostChosen = 100

function FacilityChoice({ chosenBefore, apply, close }: FacilityChoiceProps) {
  const texts = useTexts().filters
  const { workerId } = useViewer()
  const [chosen, setChosen] = useState(new Set(chosenBefore))
  const [search, setSearch] = useState('')
  const query = trpc.facility.listEligible.useQuery({ workerId })
  const { data, error, refetch } = query

  const before = new Set(chosenBefore)
  const wanted = search.trim().toLowerCase()
  const matches = (data?.facilities ?? [])
    .filter((facility) => facility.name.toLowerCase().includes(wanted))
    .toSorted((a, b) => Number(before.has(b.id)) - Number(before.has(a.id)))
  const counts = {
    loaded: texts.matches(matches.length),
    loading: texts.loading,
    offline: texts.offline,
    // The alert says so.
    failed: '',
  }
  const toggle = (id: number) =>
    setChosen((now) => new Set(now.has(id) ? [...now].filter((other) => other !== id) : [...now, id]))

  return (
    <SidePanel title={texts.title} close={close}>
      <div className={styles.search}>
        <input
          type="search"
          className={field.text}
          aria-label={texts.findFacility}
          placeholder={texts.findFacility}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <p role="status">
          <span>{counts[loadStateOf(query)]}</span>
          {matches.length > shownAtOnce && <span>{texts.firstShown(shownAtOnce)}</span>}
        </p>
      </div>
      {error && <LoadFailure error={error} retry={() => void refetch()} />}
      <ul className={styles.facilities} tabIndex={0} aria-label={texts.list}>
        {matches.slice(0, shownAtOnce).map(({ id, name }) => (
          <li key={id}>
            <label className={styles.facility}>
              <input
                type="checkbox"
                checked={chosen.has(id)}
                disabled={!chosen.has(id) && chosen.size >= mostChosen}
                onChange={() => toggle(id)}
              />
              <bdi>{name}</bdi>
            </label>
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <button type="button" className={styles.clear} onClick={() => apply([])}>
          {texts.allFacilities}
        </button>
        <button
          type="button"
          className={styles.apply}
          onClick={() => apply([...chosen].toSorted((a, b) => a - b))}
        >
          {chosen.size === 0 ? texts.showAll : texts.show(chosen.size)}
        </button>
      </div>
    </SidePanel>
  )
}
