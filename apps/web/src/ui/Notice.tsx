import type { ReactNode } from 'react'
import styles from './Notice.module.css'

/** A page with only a message and what to do next. */
export function Notice({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <main className={styles.notice} id="main" tabIndex={-1}>
      <h2>{title}</h2>
      {children}
    </main>
  )
}
