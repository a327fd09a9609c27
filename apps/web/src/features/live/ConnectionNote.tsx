import styles from './ConnectionNote.module.css'
import type { Connection } from './useShiftWatch.ts'

const notes: Record<Connection, string> = {
  live: '',
  reconnecting: 'Reconnecting…',
  polling: 'Live updates are not coming through. Checking for changes every 15 seconds.',
  offline: 'You are offline. What you see may have changed.',
}

/** Says when what is shown may not be so any more. */
export const ConnectionNote = ({ connection }: { connection: Connection }) => (
  <p className={styles.note} role="status">
    <span>{notes[connection]}</span>
  </p>
)
