import type { ReactNode } from 'react'
import styles from './Notice.module.css'

/** Says on an otherwise empty page, or in place of content, what is the matter and what to do next. */
export function Notice({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.notice}>
      <h2>{title}</h2>
      {children}
    </div>
  )
}
