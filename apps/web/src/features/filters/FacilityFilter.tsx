'use client'

import { useState } from 'react'
import { loadStateOf, type LoadState } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { SidePanel } from '@/ui/SidePanel.tsx'
import field from '@/ui/field.module.css'
import { useOverlay } from '@/ui/useOverlay.ts'
import styles from './FacilityFilter.module.css'
import { countOf } from '@/shared/format/format.ts'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'

interface FacilityFilterProps {
  location: CalendarLocation
  replace: Navigate
}

/** Opens the choice of facilities, and says how many are chosen. */
export function FacilityFilter({ location, replace }: FacilityFilterProps) {
  const choice = useOverlay<true>()
  const chosen = location.facilityIds.length
  return (
    <>
      <button
        type="button"
        className={styles.opener}
        data-active={chosen > 0}
        onClick={() => choice.show(true)}
      >
        {chosen === 0 ? 'All facilities' : countOf(chosen, 'facility', 'facilities')}
      </button>
      {choice.shown && (
        <FacilityChoice
          chosenBefore={location.facilityIds}
          close={choice.close}
          apply={(facilityIds) => {
            choice.closeKeepingEntry()
            replace({ ...location, facilityIds })
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

const notLoaded: Partial<Record<LoadState, string>> = {
  loading: 'Loading…',
  offline: 'You are offline, and the facilities have not been loaded yet.',
  // The alert below says so.
  failed: '',
}

function FacilityChoice({ chosenBefore, apply, close }: FacilityChoiceProps) {
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
  const toggle = (id: number) =>
    setChosen((now) => new Set(now.has(id) ? [...now].filter((other) => other !== id) : [...now, id]))

  return (
    <SidePanel title="Facilities" close={close}>
      <div className={styles.search}>
        <input
          type="search"
          className={field.text}
          aria-label="Find a facility"
          placeholder="Find a facility"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <p role="status">
          <span>
            {notLoaded[loadStateOf(query)] ??
              `${countOf(matches.length, 'facility', 'facilities')} where you may work`}
          </span>
          {matches.length > shownAtOnce && <span>{` — the first ${shownAtOnce} are shown`}</span>}
        </p>
      </div>
      {error && <LoadFailure error={error} retry={() => void refetch()} />}
      <ul className={styles.facilities} tabIndex={0} aria-label="Facilities where you may work">
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
          All facilities
        </button>
        <button
          type="button"
          className={styles.apply}
          onClick={() => apply([...chosen].toSorted((a, b) => a - b))}
        >
          {chosen.size === 0 ? 'Show all' : `Show ${countOf(chosen.size, 'facility', 'facilities')}`}
        </button>
      </div>
    </SidePanel>
  )
}
