'use client'

import type { ReactNode } from 'react'
import type { Viewer } from '@/shared/calendar/inputs.ts'
import type { Refusal } from './refusal.ts'
import type { Claims } from './useClaims.ts'
import { useOwnShifts } from './useOwnShifts.ts'
import { SidePanel } from '@/ui/SidePanel.tsx'
import { facilityZone, isKnownZone } from '@/shared/shift/facilityZone.ts'
import { dateAndHours, duration } from '@/shared/format/format.ts'
import { OpenShift } from './OpenShift.tsx'
import { OwnShiftDetail } from './OwnShiftDetail.tsx'
import type { Shift } from '@/shared/shift/shift.ts'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'
import styles from './ShiftDialog.module.css'

/** A shift that the worker looks at, and why it did not get it. */
export type OpenedShift = WorkerShift & { refusal?: Refusal }

interface ShiftDialogProps {
  opened: OpenedShift
  viewer: Viewer
  now: string
  claims: Claims
  /** Shows another shift in its place. */
  openShift: (shift: WorkerShift) => void
  openDay: (day: string) => void
  /** Tells whether it was open. */
  close: () => boolean
}

/** All that is known of one shift, and what the worker may do with it: by now, whatever it was when it was opened. */
export function ShiftDialog(props: ShiftDialogProps) {
  const { opened, viewer, close } = props
  const { shift } = opened
  const around = useOwnShifts(viewer, aroundOf(shift))
  const known = opened.kind === 'own' ? opened.shift : undefined
  const own = around.isLoaded ? around.shifts.find(({ id }) => id === shift.id) : known
  const facts = <Facts shift={shift} timeZone={viewer.timeZone} />
  return (
    <SidePanel key={shift.id} title={shift.facility.name} close={close}>
      {own ? (
        <OwnShiftDetail {...props} shift={own} facts={facts} />
      ) : (
        <OpenShift
          {...props}
          {...{ shift, facts }}
          refusal={opened.refusal}
          own={around.isLoaded ? around.shifts : undefined}
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

function Facts({ shift, timeZone }: { shift: Shift; timeZone: string }) {
  const zone = facilityZone(shift, timeZone)
  const isKnown = isKnownZone(shift.facility.timeZone)
  return (
    <dl className={styles.facts}>
      <Fact name="When">{dateAndHours(shift, zone)}</Fact>
      {zone !== timeZone && <Fact name="On your clock">{dateAndHours(shift, timeZone)}</Fact>}
      <Fact name="Time zone">
        {isKnown
          ? zone.replaceAll('_', ' ')
          : `${shift.facility.timeZone}, which is not known here: the times are on your clock.`}
      </Fact>
      <Fact name="Length">{duration(shift)}</Fact>
      <Fact name="Profession">{shift.profession}</Fact>
      <Fact name="Shift">{`#${shift.id}`}</Fact>
    </dl>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className={styles.fact}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
