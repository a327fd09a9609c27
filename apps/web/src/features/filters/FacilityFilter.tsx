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

/** The button of the facility filter with the number of selected facilities, and the panel to select them. */
export function FacilityFilter({ location, replace }: FacilityFilterProps) {
  const texts = useTexts().filters
  const panel = useOverlay<true>()
  const { facilityIds = [] } = location.filter
  const count = facilityIds.length
  return (
    <>
      <button
        type="button"
        className={styles.filterButton}
        data-active={count > 0}
        onClick={() => panel.show(true)}
      >
        {count === 0 ? texts.allFacilities : texts.facilities(count)}
      </button>
      {panel.shown && (
        <FacilityPanel
          applied={facilityIds}
          close={panel.close}
          apply={(selected) => {
            panel.closeKeepingEntry()
            const filter = selected.length > 0 ? { ...location.filter, facilityIds: selected } : noFilter
            replace({ ...location, filter })
          }}
        />
      )}
    </>
  )
}

interface FacilityPanelProps {
  /** The facilities of the current filter. They are listed first. */
  applied: number[]
  apply: (facilityIds: number[]) => void
  close: () => void
}

/** Among more facilities, searching by name is quicker than scrolling. */
const maxShown = 60
const maxSelected = 100

function FacilityPanel({ applied, apply, close }: FacilityPanelProps) {
  const { filters: texts, action } = useTexts()
  const { workerId } = useViewer()
  const [selected, setSelected] = useState(new Set(applied))
  const [search, setSearch] = useState('')
  const query = trpc.facility.listEligible.useQuery({ workerId })
  const { data, error, refetch } = query

  const listedFirst = new Set(applied)
  const term = search.trim().toLowerCase()
  const matches = (data?.facilities ?? [])
    .filter((facility) => facility.name.toLowerCase().includes(term))
    .toSorted((a, b) => Number(listedFirst.has(b.id)) - Number(listedFirst.has(a.id)))
  const counts = {
    loaded: texts.matches(matches.length),
    loading: texts.loading,
    offline: texts.offline,
    // An alert is shown instead.
    failed: '',
  }
  const toggle = (id: number) =>
    setSelected((current) => {
      const next = new Set(current)
      if (!next.delete(id)) next.add(id)
      return next
    })

  return (
    <SidePanel title={texts.title} closeLabel={action.close} close={close}>
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
          {matches.length > maxShown && <span>{texts.firstShown(maxShown)}</span>}
        </p>
      </div>
      {error && <LoadFailure error={error} retry={() => void refetch()} />}
      <ul className={styles.facilities} tabIndex={0} aria-label={texts.list}>
        {matches.slice(0, maxShown).map(({ id, name }) => (
          <li key={id}>
            <label className={styles.facility}>
              <input
                type="checkbox"
                checked={selected.has(id)}
                disabled={!selected.has(id) && selected.size >= maxSelected}
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
          onClick={() => apply([...selected].toSorted((a, b) => a - b))}
        >
          {selected.size === 0 ? texts.showAll : texts.show(selected.size)}
        </button>
      </div>
    </SidePanel>
  )
}
