'use client'

import { loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { LazyMissingDocuments } from './LazyMissingDocuments.tsx'
import { Section } from './Section.tsx'
import styles from './RequiredDocuments.module.css'

/** The documents that the shift's facility asks for, whether the worker holds them, and what the missing ones would unlock. */
export function RequiredDocuments({ shiftId }: { shiftId: number }) {
  const texts = useTexts().requiredDocuments
  const { workerId } = useViewer()
  const query = trpc.shift.byId.useQuery({ workerId, shiftId })
  const documents = query.data?.requiredDocuments
  const missing = documents?.filter(({ isHeld }) => !isHeld) ?? []
  return (
    <Section title={texts.title}>
      {!documents && <p>{texts[loadStateOf(query)]}</p>}
      {documents?.length === 0 && <p>{texts.none}</p>}
      {documents && documents.length > 0 && (
        <ul>
          {documents.map(({ id, name, isHeld }) => (
            <li key={id} className={styles.document} data-held={isHeld}>
              <span aria-hidden="true" className={styles.mark}>
                {isHeld ? '✓' : '✗'}
              </span>
              <bdi>{name}</bdi>
              <span className={isHeld ? 'visually-hidden' : styles.missing}>
                {isHeld ? texts.held : texts.missing}
              </span>
            </li>
          ))}
        </ul>
      )}
      {missing.length > 0 && <LazyMissingDocuments documents={missing} />}
    </Section>
  )
}
