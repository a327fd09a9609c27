import type { ReactNode } from 'react'
import styles from './ActionFailure.module.css'

/** Says that an action failed, and why. */
export const ActionFailure = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className={styles.failure} role="alert">
    <strong>{title}</strong>
    <span>{children}</span>
  </div>
)
