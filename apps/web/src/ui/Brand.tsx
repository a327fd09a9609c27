import styles from './Brand.module.css'

export function Brand() {
  return (
    <h1 className={styles.brand}>
      <svg viewBox="0 0 24 24" aria-hidden="true" className={styles.mark}>
        <rect x="1" y="1" width="22" height="22" rx="6" />
        <path d="M12 6.5v11M6.5 12h11" />
      </svg>
      <span>Open Shifts</span>
    </h1>
  )
}
