'use client'

import type { ReactNode } from 'react'
import type { Viewer } from '@/calendar/inputs.ts'
import type { Refusal } from '@/claims/refusal.ts'
import type { Claims } from '@/claims/useClaims.ts'
import { SidePanel } from '@/ui/SidePanel.tsx'
import { dateAndHours, duration } from './format.ts'
import { OpenShift } from './OpenShift.tsx'
import { OwnShiftDetail } from './OwnShiftDetail.tsx'
import type { Shift } from './shift.ts'
import type { WorkerShift } from './workerShift.ts'
import styles from './ShiftDialog.module.css'

/** A shift that the worker looks at, and why it did not get it. */
export type OpenedShift = WorkerShift & { refusal?: Refusal }

export interface ShiftDialogProps {
  opened: OpenedShift
  viewer: Viewer
  now: string
  claims: Claims
  /** Shows another shift in its place. */
  swap: (opened: OpenedShift) => void
  openDay: (day: string) => void
  close: () => void
}

/** All that is known of one shift, and what the worker may do with it. */
export function ShiftDialog(props: ShiftDialogProps) {
  const { opened, viewer, close } = props
  const facts = <Facts shift={opened.shift} timeZone={viewer.timeZone} />
  return (
    <SidePanel key={opened.shift.id} title={opened.shift.facility.name} close={close}>
      {opened.kind === 'own' ? (
        <OwnShiftDetail {...props} shift={opened.shift} facts={facts} />
      ) : (
        <OpenShift {...props} shift={opened.shift} refusal={opened.refusal} facts={facts} />
      )}
    </SidePanel>
  )
}

function Facts({ shift, timeZone }: { shift: Shift; timeZone: string }) {
  const zone = shift.facility.timeZone
  return (
    <dl className={styles.facts}>
      <Fact name="When">{dateAndHours(shift, zone)}</Fact>
      {zone !== timeZone && <Fact name="On your clock">{dateAndHours(shift, timeZone)}</Fact>}
      <Fact name="Time zone">{zone.replaceAll('_', ' ')}</Fact>
      <Fact name="Length">{duration(shift)}</Fact>
      <Fact name="Profession">{shift.profession}</Fact>
      <Fact name="Shift">#{shift.id}</Fact>
    </dl>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className={styles.fact}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
