'use client'

import { useState } from 'react'
import { loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import { useTexts } from '@/shared/i18n/texts.ts'
import { shiftDay } from '@/shared/time/period.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { MessagesOutlet } from '@/ui/Messages.tsx'
import { Notice } from '@/ui/Notice.tsx'
import button from '@/ui/button.module.css'
import { PageLink } from '@/ui/PageLink.tsx'
import type { Refusal } from './refusal.ts'
import { ShiftDetail } from './ShiftDetail.tsx'
import styles from './ShiftPage.module.css'
import { useClaims, type Claims } from './useClaims.ts'
import type { SelectedShift } from './useShiftState.ts'

/** The details of one shift as a page of its own, also of a shift that the worker may not take. */
export function ShiftPage({ shiftId }: { shiftId: number }) {
  const texts = useTexts()
  const { workerId, timeZone } = useViewer()
  const query = trpc.shift.byId.useQuery({ workerId, shiftId })
  const [refusal, setRefusal] = useState<Refusal>()
  const { claim, release } = useClaims((_shift, refused) => setRefusal(refused))
  const claims: Claims = {
    claim(shift) {
      setRefusal(undefined)
      claim(shift)
    },
    release,
  }

  const shift = query.data
  if (query.error?.data?.code === 'NOT_FOUND')
    return (
      <Notice title={texts.shift.doesNotExist}>
        <PageLink href="/" className={button.button}>
          {texts.action.showCalendar}
        </PageLink>
      </Notice>
    )
  if (!shift) {
    const state = loadStateOf(query)
    return (
      <main className={styles.main} id="main" tabIndex={-1}>
        {query.error && <LoadFailure of="shift" error={query.error} retry={() => void query.refetch()} />}
        <p role="status">{state === 'loaded' ? '' : texts.shiftPage[state]}</p>
      </main>
    )
  }
  const selected: SelectedShift =
    shift.status === 'claimed'
      ? { kind: 'claimed', shift: { ...shift, claimedAt: null }, isClaimTimeUnknown: true, refusal }
      : { kind: 'open', shift, refusal }
  const day = shiftDay(shift, timeZone)
  return (
    <main className={styles.main} id="main" tabIndex={-1}>
      <a className={styles.back} href={calendarOf(day)}>
        <span aria-hidden="true">‹</span>
        <span>{texts.shiftPage.calendar}</span>
      </a>
      <article className={styles.shift}>
        <h2>
          <bdi>{shift.facility.name}</bdi>
        </h2>
        <ShiftDetail
          selected={selected}
          claims={claims}
          showShift={(other) => window.location.assign(`/shifts/${other.shift.id}`)}
          showDay={(other) => window.location.assign(calendarOf(other))}
        >
          <div className={styles.messages}>
            <MessagesOutlet />
          </div>
        </ShiftDetail>
      </article>
    </main>
  )
}

const calendarOf = (day: string) => `/?date=${day}`
