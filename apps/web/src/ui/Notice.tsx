import type { ReactNode } from 'react'
import styles from './Notice.module.css'

interface NoticeProps {
  title: string
  /** Whether it is the complete page, without a header. */
  isAlone?: boolean
  children?: ReactNode
}

/** A page with only a message and what to do next. */
export function Notice({ title, isAlone = false, children }: NoticeProps) {
  return (
    <main className={styles.notice} id="main" tabIndex={-1}>
      {isAlone ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children}
    </main>
  )
}
