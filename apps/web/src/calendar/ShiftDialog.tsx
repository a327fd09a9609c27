'use client'

import type { ReactNode } from 'react'
import { SidePanel } from '@/ui/SidePanel.tsx'
import { dateAndHours, duration, type Shift } from './format.ts'
import styles from './ShiftDialog.module.css'

interface ShiftDialogProps {
  shift: Shift
  now: string
  timeZone: string
  close: () => void
}

/** All that is known of one shift. */
export function ShiftDialog({ shift, now, timeZone, close }: ShiftDialogProps) {
  const zone = shift.facility.timeZone
  const isPast = Date.parse(shift.startsAt) <= Date.parse(now)
  return (
    <SidePanel title={shift.facility.name} close={close}>
      <div className={styles.body} data-fits>
        {shift.overlapsClaimed && (
          <p className={styles.warning}>It overlaps a shift that you already have.</p>
        )}
        {isPast && <p className={styles.past}>This shift has already started.</p>}
        <dl className={styles.facts}>
          <Fact name="When">{dateAndHours(shift, zone)}</Fact>
          {zone !== timeZone && <Fact name="On your clock">{dateAndHours(shift, timeZone)}</Fact>}
          <Fact name="Time zone">{zone.replaceAll('_', ' ')}</Fact>
          <Fact name="Length">{duration(shift)}</Fact>
          <Fact name="Profession">{shift.profession}</Fact>
          <Fact name="Shift">#{shift.id}</Fact>
        </dl>
      </div>
    </SidePanel>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className={styles.fact}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
