'use client'

import { useId } from 'react'
import { loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { useDocumentsTexts } from '@/shared/i18n/documentsTexts.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './DocumentsPage.module.css'

/** The documents that the worker holds. */
export function HeldDocuments() {
  const texts = useDocumentsTexts()
  const { workerId } = useViewer()
  const worker = trpc.worker.byId.useQuery({ workerId })
  const headingId = useId()
  const documents = worker.data?.documents
  return (
    <section className={styles.panel} aria-labelledby={headingId}>
      <h3 id={headingId}>
        <span>{texts.held}</span>
        {documents && <span className={styles.number}>{documents.length}</span>}
      </h3>
      {!documents && <p className={styles.note}>{texts.heldStates[loadStateOf(worker)]}</p>}
      {documents?.length === 0 && <p className={styles.note}>{texts.heldNone}</p>}
      {documents && documents.length > 0 && (
        <ul className={styles.held}>
          {documents.map(({ id, name }) => (
            <li key={id}>
              <span aria-hidden="true" className={styles.mark}>
                ✓
              </span>
              <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
