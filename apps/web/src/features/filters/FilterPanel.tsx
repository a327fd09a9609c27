'use client'

import { useState } from 'react'
import { HomePanel } from '@/features/home/index.ts'
import { hasFilter, noFilter, type ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useFilterPanelTexts } from '@/shared/i18n/filterPanelTexts.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useHome } from '@/shared/place/useHome.ts'
import { PartOfDayIcon } from '@/shared/time/PartOfDayIcon.tsx'
import { isoWeekdayOf, partsOfDay, weekdays, weekdaysFrom } from '@/shared/time/partOfDay.ts'
import type { Period } from '@/shared/time/period.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { SidePanel } from '@/ui/SidePanel.tsx'
import { useDebounced } from '@/ui/useDebounced.ts'
import { Choice } from './Choice.tsx'
import { CountingProvider, noPeriod } from './ChoiceCount.tsx'
import { DistanceChoices } from './DistanceChoices.tsx'
import { toggled, withFits } from './edit.ts'
import { FacilityChoices } from './FacilityChoices.tsx'
import styles from './FilterPanel.module.css'
import { HoursSelect } from './HoursSelect.tsx'
import { useShiftCount } from './useShiftCount.ts'

interface FilterPanelProps {
  /** The filter when the panel is opened. */
  applied: ShiftFilter
  /** The period whose shifts are counted. Left out where the page does not show the shifts that can be taken. */
  period: Period | undefined
  apply: (filter: ShiftFilter) => void
  close: () => void
}

const lengths = [4, 6, 8, 10, 12, 16]
const rests = [8, 10, 12, 16, 24]

/** Several changes in a row are counted once. */
const countDelayMs = 200

/** Every field of the filter. The changes are applied together. */
export default function FilterPanel({ applied, period, apply, close }: FilterPanelProps) {
  const { filters: texts, partOfDay: partTexts, action } = useTexts()
  const panelTexts = useFilterPanelTexts()
  const { periodTitle, weekdayLabel } = useFormat()
  const { firstDay } = useViewer()
  const [draft, setDraft] = useState(applied)
  /** What the worker chose before its home was known: shows the home, and then applies it. */
  const [homeFor, setHomeFor] = useState<{ withinMiles: number | undefined }>()
  const home = useHome()
  const counted = useDebounced(draft, countDelayMs)
  const isCountable =
    period !== undefined && (counted.withinMiles === undefined || Boolean(counted.near ?? home))
  const countedPeriod = period ?? noPeriod
  const { total, isLoaded } = useShiftCount(counted, countedPeriod, isCountable)
  const change = (fields: ShiftFilter) => setDraft((current) => ({ ...current, ...fields }))
  const chooseDistance = (withinMiles: number | undefined) => {
    if (withinMiles === undefined) change({ withinMiles, near: undefined })
    else if (draft.near ?? home) change({ withinMiles })
    else setHomeFor({ withinMiles })
  }
  const fits = draft.fitsAroundClaimed === true

  return (
    <>
      <SidePanel title={texts.title} closeLabel={action.close} close={close}>
        <CountingProvider
          value={{ filter: counted, period: countedPeriod, enabled: isCountable && isLoaded }}
        >
          <div className={styles.fields}>
            {period && <p className={styles.counted}>{panelTexts.counted(periodTitle(period, firstDay))}</p>}
            <fieldset className={styles.group}>
              <legend>{panelTexts.partsOfDay}</legend>
              <div className={styles.choices} data-columns="3">
                {partsOfDay.map((part) => (
                  <Choice
                    key={part}
                    type="checkbox"
                    isChosen={draft.partsOfDay?.includes(part) ?? false}
                    choose={() => change({ partsOfDay: toggled(draft.partsOfDay, part, partsOfDay) })}
                    counted={{ partsOfDay: [part] }}
                  >
                    <PartOfDayIcon part={part} />
                    <span>{partTexts[part]}</span>
                  </Choice>
                ))}
              </div>
            </fieldset>
            <fieldset className={styles.group}>
              <legend>{panelTexts.weekdays}</legend>
              <div className={styles.choices} data-columns="7">
                {weekdaysFrom(firstDay).map((weekday) => (
                  <Choice
                    key={weekday}
                    type="checkbox"
                    isChosen={draft.weekdays?.includes(weekday) ?? false}
                    choose={() => change({ weekdays: toggled(draft.weekdays, weekday, weekdays) })}
                    counted={{ weekdays: [weekday] }}
                  >
                    <span>{weekdayLabel(isoWeekdayOf(weekday))}</span>
                  </Choice>
                ))}
              </div>
            </fieldset>
            <DistanceChoices
              filter={draft}
              choose={chooseDistance}
              measureFromHome={() => change({ near: undefined })}
              showHome={() => setHomeFor({ withinMiles: draft.withinMiles })}
            />
            <fieldset className={styles.group}>
              <legend>{panelTexts.length}</legend>
              <div className={styles.selects}>
                <HoursSelect
                  label={panelTexts.atLeast}
                  none={panelTexts.any}
                  suggested={lengths}
                  value={draft.minHours}
                  change={(minHours) => change({ minHours })}
                />
                <HoursSelect
                  label={panelTexts.atMost}
                  none={panelTexts.any}
                  suggested={lengths}
                  value={draft.maxHours}
                  change={(maxHours) => change({ maxHours })}
                />
              </div>
            </fieldset>
            <fieldset className={styles.group}>
              <legend>{panelTexts.ownShifts}</legend>
              <div className={styles.selects}>
                <Choice
                  type="checkbox"
                  isChosen={fits}
                  choose={() => setDraft((current) => withFits(current, !fits))}
                  counted={{ fitsAroundClaimed: true }}
                >
                  <span>{texts.fits}</span>
                </Choice>
                <HoursSelect
                  label={panelTexts.rest}
                  none={panelTexts.any}
                  suggested={rests}
                  value={draft.minRestHours}
                  change={(minRestHours) =>
                    setDraft((current) => ({ ...withFits(current, true), minRestHours }))
                  }
                />
              </div>
            </fieldset>
            {/* These are the facilities where the worker may work already. */}
            {period && (
              <FacilityChoices
                ticked={draft.facilityIds ?? []}
                change={(facilityIds) =>
                  change({ facilityIds: facilityIds.length > 0 ? facilityIds : undefined })
                }
              />
            )}
          </div>
        </CountingProvider>
        <div className={styles.actions}>
          <button
            type="button"
            className={styles.clear}
            disabled={!hasFilter(draft)}
            onClick={() => setDraft(noFilter)}
          >
            {texts.clear}
          </button>
          <p className="visually-hidden" role="status">
            <span>{total === undefined ? '' : panelTexts.leaves(total)}</span>
          </p>
          <button type="button" className={styles.apply} onClick={() => apply(draft)}>
            {total === undefined ? panelTexts.showUncounted : panelTexts.show(total)}
          </button>
        </div>
      </SidePanel>
      {homeFor && (
        <HomePanel
          close={() => setHomeFor(undefined)}
          onSet={() => {
            setHomeFor(undefined)
            change({ withinMiles: homeFor.withinMiles })
          }}
        />
      )}
    </>
  )
}
