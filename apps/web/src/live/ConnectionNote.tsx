import styles from './ConnectionNote.module.css'
import type { Connection } from './useShiftWatch.ts'

/** Says when what is shown may not be so any more. */
export function ConnectionNote({ connection }: { connection: Connection }) {
  return (
    <p className={styles.note} role="status">
      {connection === 'offline' && 'You are offline. What you see may have changed.'}
      {connection === 'reconnecting' && 'Reconnecting…'}
    </p>
  )
}
