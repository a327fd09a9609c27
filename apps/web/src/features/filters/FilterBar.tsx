'use client'

import { useRef } from 'react'
import { HomePanel } from '@/features/home/index.ts'
import { hasFilter, noFilter, type ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useHome } from '@/shared/place/useHome.ts'
import { PartOfDayIcon } from '@/shared/time/PartOfDayIcon.tsx'
import { partsOfDay } from '@/shared/time/partOfDay.ts'
import type { Period } from '@/shared/time/period.ts'
import { Icon } from '@/ui/Icon.tsx'
import { useOverlay } from '@/ui/useOverlay.ts'
import { otherFieldsOf, toggled, withFits, withoutField } from './edit.ts'
import styles from './FilterBar.module.css'
import { FilterChip } from './FilterChip.tsx'
import { LazyFilterPanel } from './LazyFilterPanel.tsx'

interface FilterBarProps {
  filter: ShiftFilter
  /** The period whose shifts the panel counts. Left out where the page does not show those shifts. */
  period?: Period | undefined
  /**
   * Saves the filter as the default, and replaces the address by that of the filter: an open panel has a history entry, which the
   * new address takes.
   */
  change: (filter: ShiftFilter) => void
}

/** A panel over the page. The home is set before the distance from it applies. */
type Panel = { kind: 'filters' } | { kind: 'home'; withinMiles: number | undefined }

/** Two sliders. */
const filtersIcon =
  'M4 7h9M19 7h1M4 17h1M11 17h9M13 7a3 3 0 1 0 6 0 3 3 0 1 0-6 0M5 17a3 3 0 1 0 6 0 3 3 0 1 0-6 0'

/** The distance that one tap sets. The panel has others. */
const usualMiles = 25

/**
 * The filter of the shifts in a row: switches for what is changed most, the other fields that are set, and a panel with
 * all fields.
 */
export function FilterBar({ filter, period, change }: FilterBarProps) {
  const { filters: texts, partOfDay: partTexts } = useTexts()
  const panel = useOverlay<Panel>()
  const { shown } = panel
  const home = useHome()
  const panelButton = useRef<HTMLButtonElement>(null)
  const { withinMiles, near } = filter
  const others = otherFieldsOf(filter)

  /** For buttons that disappear with what they remove, and would take the focus with them. */
  function remove(next: ShiftFilter): void {
    panelButton.current?.focus()
    change(next)
  }
  function chooseDistance(miles: number | undefined): void {
    if (miles === undefined) change({ ...filter, withinMiles: undefined, near: undefined })
    else if (near ?? home) change({ ...filter, withinMiles: miles })
    else panel.show({ kind: 'home', withinMiles: miles })
  }

  return (
    <div className={styles.bar} role="group" aria-label={texts.bar}>
      <div className={styles.row}>
        {partsOfDay.map((part, index) => (
          <button
            key={part}
            type="button"
            className={styles.toggle}
            aria-pressed={filter.partsOfDay?.includes(part) ?? false}
            aria-keyshortcuts={String(index + 1)}
            onClick={() => change({ ...filter, partsOfDay: toggled(filter.partsOfDay, part, partsOfDay) })}
          >
            <PartOfDayIcon part={part} />
            <span>{partTexts[part]}</span>
            {/* Distinguishes “Day” from the view of that name. */}
            <span className="visually-hidden">{texts.shifts}</span>
          </button>
        ))}
        <button
          type="button"
          className={styles.toggle}
          aria-pressed={withinMiles !== undefined}
          aria-keyshortcuts="4"
          onClick={() => chooseDistance(withinMiles === undefined ? usualMiles : undefined)}
        >
          {texts.within(withinMiles ?? usualMiles)}
        </button>
        <button
          type="button"
          className={styles.toggle}
          aria-pressed={filter.fitsAroundClaimed ?? false}
          aria-keyshortcuts="5"
          onClick={() => change(withFits(filter, !filter.fitsAroundClaimed))}
        >
          {texts.fits}
        </button>
        {others.map((field) => (
          <FilterChip
            key={field}
            field={field}
            filter={filter}
            remove={() => remove(withoutField(filter, field))}
          />
        ))}
      </div>
      <div className={styles.end}>
        {hasFilter(filter) && (
          <button type="button" className={styles.clear} onClick={() => remove(noFilter)}>
            {texts.clear}
          </button>
        )}
        <button
          ref={panelButton}
          type="button"
          className={styles.open}
          aria-haspopup="dialog"
          aria-keyshortcuts="/"
          onClick={() => panel.show({ kind: 'filters' })}
        >
          <Icon d={filtersIcon} size={18} />
          <span className={styles.openText}>{texts.title}</span>
          {others.length > 0 && (
            <>
              <span className={styles.number} aria-hidden="true">
                {others.length}
              </span>
              <span className="visually-hidden">{texts.othersOn(others.length)}</span>
            </>
          )}
        </button>
      </div>
      {withinMiles !== undefined && !near && home === null && (
        <p className={styles.note} role="note">
          <span>{texts.distanceNeedsHome}</span>
          <button
            type="button"
            className={styles.setHome}
            onClick={() => panel.show({ kind: 'home', withinMiles })}
          >
            {texts.setHome}
          </button>
        </p>
      )}
      {shown?.kind === 'filters' && (
        <LazyFilterPanel
          applied={filter}
          period={period}
          close={panel.close}
          apply={(next) => {
            panel.closeKeepingEntry()
            change(next)
          }}
        />
      )}
      {shown?.kind === 'home' && (
        <HomePanel
          close={panel.close}
          onSet={() => {
            panel.closeKeepingEntry()
            change({ ...filter, withinMiles: shown.withinMiles })
          }}
        />
      )}
    </div>
  )
}
