'use client'

import type { ReactNode } from 'react'
import type { Refusal } from './refusal.ts'
import type { Claims } from './useClaims.ts'
import { useOwnShifts } from './useOwnShifts.ts'
import { SidePanel } from '@/ui/SidePanel.tsx'
import { facilityZone, isKnownZone } from '@/shared/shift/facilityZone.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { dateAndHours, duration } from '@/shared/format/format.ts'
import { OpenShift } from './OpenShift.tsx'
import { OwnShiftDetail } from './OwnShiftDetail.tsx'
import type { Shift } from '@/shared/shift/shift.ts'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './ShiftDialog.module.css'

/** A shift that the worker looks at, and why it did not get it. */
export type OpenedShift = WorkerShift & { refusal?: Refusal }

interface ShiftDialogProps {
  opened: OpenedShift
  claims: Claims
  /** Shows another shift in its place. */
  showShift: (shift: WorkerShift) => void
  showDay: (day: string) => void
  /** Returns false if it was closed already. */
  close: () => boolean
}

/** All that is known of one shift, and what the worker may do with it: by now, whatever it was when it was opened. */
export function ShiftDialog({ opened, claims, showShift, showDay, close }: ShiftDialogProps) {
  const { shift } = opened
  const around = useOwnShifts(aroundOf(shift))
  const known = opened.kind === 'own' ? opened.shift : undefined
  const own = around.isLoaded ? around.shifts.find(({ id }) => id === shift.id) : known
  const facts = <Facts shift={shift} />
  return (
    <SidePanel key={shift.id} title={shift.facility.name} close={close}>
      {own ? (
        <OwnShiftDetail shift={own} facts={facts} claims={claims} close={close} />
      ) : (
        <OpenShift
          shift={shift}
          refusal={opened.refusal}
          own={around.isLoaded ? around.shifts : undefined}
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

/** Where shifts start that may overlap: none lasts longer than a day. */
const aroundOf = ({ startsAt, endsAt }: Shift) => ({
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
      {zone !== timeZone && <Fact name={texts.onYourClock}>{dateAndHours(shift, timeZone)}</Fact>}
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
