'use client'

import type { ReactNode } from 'react'
import type { Refusal } from './refusal.ts'
import type { Claims } from './useClaims.ts'
import { useClaimedShifts } from './useClaimedShifts.ts'
import { SidePanel } from '@/ui/SidePanel.tsx'
import { facilityZone, isKnownZone } from '@/shared/shift/facilityZone.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { dateAndHours, duration } from '@/shared/format/format.ts'
import { OpenShiftDetail } from './OpenShiftDetail.tsx'
import { ClaimedShiftDetail } from './ClaimedShiftDetail.tsx'
import type { Shift } from '@/shared/shift/shift.ts'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './ShiftDialog.module.css'

/** The shift that the dialog shows, and why the worker could not claim it. */
export type SelectedShift = WorkerShift & { refusal?: Refusal }

interface ShiftDialogProps {
  selected: SelectedShift
  claims: Claims
  /** Shows another shift in its place. */
  showShift: (shift: WorkerShift) => void
  showDay: (day: string) => void
  /** Returns false if the dialog was closed already. */
  close: () => boolean
}

/** The details of one shift, and what the worker may do with it now: its state may have changed since it was selected. */
export function ShiftDialog({ selected, claims, showShift, showDay, close }: ShiftDialogProps) {
  const texts = useTexts()
  const { shift } = selected
  const claimedNearby = useClaimedShifts(overlapWindow(shift))
  const claimedAtSelection = selected.kind === 'claimed' ? selected.shift : undefined
  const claimed = claimedNearby.isLoaded
    ? claimedNearby.shifts.find(({ id }) => id === shift.id)
    : claimedAtSelection
  const facts = <Facts shift={shift} />
  return (
    <SidePanel key={shift.id} title={shift.facility.name} closeLabel={texts.action.close} close={close}>
      {claimed ? (
        <ClaimedShiftDetail shift={claimed} facts={facts} claims={claims} close={close} />
      ) : (
        <OpenShiftDetail
          shift={shift}
          refusal={selected.refusal}
          claimedNearby={claimedNearby.isLoaded ? claimedNearby.shifts : undefined}
          facts={facts}
          claims={claims}
          showShift={showShift}
          showDay={showDay}
          close={close}
        />
      )}
    </SidePanel>
  )
}

/** The window in which a shift that overlaps this one starts: no shift lasts longer than 24 hours. */
const overlapWindow = ({ startsAt, endsAt }: Shift) => ({
  from: new Date(Date.parse(startsAt) - 24 * 3_600_000).toISOString(),
  to: endsAt,
})

function Facts({ shift }: { shift: Shift }) {
  const texts = useTexts().shift
  const { timeZone } = useViewer()
  const zone = facilityZone(shift, timeZone)
  const isKnown = isKnownZone(shift.facility.timeZone)
  return (
    <dl className={styles.facts}>
      <Fact name={texts.when}>{dateAndHours(shift, zone)}</Fact>
      {zone !== timeZone && <Fact name={texts.onViewerClock}>{dateAndHours(shift, timeZone)}</Fact>}
      <Fact name={texts.timeZone}>
        {isKnown ? zone.replaceAll('_', ' ') : texts.unknownTimeZone(shift.facility.timeZone)}
      </Fact>
      <Fact name={texts.length}>{duration(shift)}</Fact>
      <Fact name={texts.profession}>{shift.profession}</Fact>
      <Fact name={texts.id}>{`#${shift.id}`}</Fact>
    </dl>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className={styles.fact}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
