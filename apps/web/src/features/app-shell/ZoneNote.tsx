import styles from './ZoneNote.module.css'

/** Says which time zone days are shown in where it is not the one that the browser reported. */
export const ZoneNote = ({ timeZone }: { timeZone: string }) => (
  <p className={styles.note} role="note">
    {`Your browser’s time zone could not be used. Days are shown in the time zone ${timeZone.replaceAll('_', ' ')}.`}
  </p>
)
