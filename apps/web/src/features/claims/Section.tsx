import { useId, type ReactNode } from 'react'
import styles from './Section.module.css'

/** A part of the details of a shift, named by its heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const headingId = useId()
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <h3 id={headingId}>{title}</h3>
      {children}
    </section>
  )
}
