'use client'

import { useMemo } from 'react'
import { ShiftDialog, useClaimedShiftList, useClaims, type SelectedShift } from '@/features/claims/index.ts'
import { SubscribeButton } from '@/features/feeds/index.ts'
import { upcomingInput } from '@/shared/calendar/inputs.ts'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useMyShiftsTexts } from '@/shared/i18n/myShiftsTexts.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { isOver } from '@/shared/shift/shift.ts'
import { addDays } from '@/shared/time/period.ts'
import { useIsOnline } from '@/shared/viewer/browserState.ts'
import { useNow, useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import button from '@/ui/button.module.css'
import { PageLink } from '@/ui/PageLink.tsx'
import { useOverlay } from '@/ui/useOverlay.ts'
import { History } from './History.tsx'
import styles from './MyShiftsPage.module.css'
import { NextShift } from './NextShift.tsx'
import { useKeepFocus } from './useKeepFocus.ts'
import { WeekSection } from './WeekSection.tsx'
import { groupByWeek, isLoadedUpTo, upcomingWeeks } from './weeks.ts'

/** The worker's claimed shifts: the next one, the weeks from this one on with their hours and rests, and earlier ones. */
export function MyShiftsPage() {
  const texts = useMyShiftsTexts()
  const appTexts = useTexts()
  const { dayInWords, shortDate } = useFormat()
  const viewer = useViewer()
  const today = useToday()
  const now = useNow()
  const isOnline = useIsOnline()
  const list = useClaimedShiftList(upcomingInput(viewer, today))
  const overlay = useOverlay<SelectedShift>()
  const { claim, release } = useClaims((shift, refusal) => overlay.show({ kind: 'open', shift, refusal }))
  const claims = { claim, release }
  const keepFocus = useKeepFocus()

  const { shifts, loadMore } = list
  const weeks = useMemo(() => groupByWeek(shifts, viewer), [shifts, viewer])
  const { firstDay, weeks: upcoming } = upcomingWeeks(weeks, { now, today, firstWeekday: viewer.firstDay })
  const lastLoaded = loadMore && shifts.at(-1)
  const shown = lastLoaded ? upcoming.filter((week) => isLoadedUpTo(week, lastLoaded)) : upcoming
  const next = shifts.find((shift) => !isOver(shift, now))
  const show = (shift: (typeof shifts)[number]) => overlay.show({ kind: 'claimed', shift })

  return (
    <main className={styles.main} id="main" tabIndex={-1}>
      <div className={styles.head}>
        <h2>{texts.title}</h2>
        <p className={styles.printedNote}>{texts.asOf(dayInWords(today))}</p>
        <div className={styles.actions}>
          <SubscribeButton title={texts.subscribe} className={button.button} />
          <button type="button" className={button.button} onClick={() => window.print()}>
            {texts.print}
          </button>
        </div>
      </div>
      {list.error && <LoadFailure of="shifts" error={list.error} retry={() => void list.refetch()} />}
      {list.state !== 'loaded' && list.state !== 'failed' && (
        <p className={styles.note} role="status">
          {texts.states[list.state]}
        </p>
      )}
      {next && <NextShift shift={next} onSelect={() => show(next)} />}
      {list.state === 'loaded' && !next && (
        <div className={styles.empty}>
          <p>
            <strong>{texts.empty}</strong>
            <span>{` ${texts.emptyHint}`}</span>
          </p>
          <PageLink href="/" className={styles.find}>
            {texts.find}
          </PageLink>
        </div>
      )}
      <div className={styles.weeks} {...keepFocus}>
        {next && (
          <p className={styles.rule}>
            {isOnline ? appTexts.shift.giveBackRule : appTexts.claims.offlineReason}
          </p>
        )}
        {shown.map((week) => (
          <WeekSection key={week.firstDay} week={week} release={release} onSelect={show} />
        ))}
      </div>
      {loadMore && (
        <>
          <p className={styles.printedNote}>
            {texts.moreAfter(shortDate(addDays(shown.at(-1)?.firstDay ?? firstDay, 6)))}
          </p>
          <button
            type="button"
            className={styles.more}
            onClick={loadMore}
            disabled={list.isLoadingMore || !isOnline}
          >
            {isOnline ? appTexts.action.showMore : texts.moreOffline}
          </button>
        </>
      )}
      {list.state === 'loaded' && <History endDay={firstDay} onSelect={show} />}
      {overlay.shown && (
        <ShiftDialog
          selected={overlay.shown}
          claims={claims}
          showShift={(item) => overlay.show(item)}
          showDay={(day) => window.location.assign(`/?view=day&date=${day}`)}
          close={overlay.close}
        />
      )}
    </main>
  )
}
