'use client'

import { useUnlocks } from '@/shared/unlocks/useUnlocks.ts'
import { loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { previewSearch } from '@/shared/calendar/previewSearch.ts'
import { noFilter } from '@/shared/filter/shiftFilter.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { PageLink } from '@/ui/PageLink.tsx'
import { Section } from './Section.tsx'
import styles from './RequiredDocuments.module.css'

/** The documents that the shift's facility asks for, whether the worker holds them, and what the missing ones would open. */
export function RequiredDocuments({ shiftId }: { shiftId: number }) {
  const texts = useTexts().requiredDocuments
  const { workerId } = useViewer()
  const today = useToday()
  const query = trpc.shift.byId.useQuery({ workerId, shiftId })
  const documents = query.data?.requiredDocuments
  const missing = documents?.filter(({ isHeld }) => !isHeld) ?? []
  const { unlockOf } = useUnlocks(noFilter, missing.length > 0)
  const ids = missing.map(({ id }) => id)
  const together = unlockOf(ids)
  return (
    <Section title={texts.title}>
      {!documents && <p>{texts[loadStateOf(query)]}</p>}
      {documents?.length === 0 && <p>{texts.none}</p>}
      {documents && documents.length > 0 && (
        <ul>
          {documents.map(({ id, name, isHeld }) => {
            const alone = isHeld ? undefined : unlockOf([id])
            return (
              <li key={id} className={styles.document} data-held={isHeld}>
                <span aria-hidden="true" className={styles.mark}>
                  {isHeld ? '✓' : '✗'}
                </span>
                <bdi>{name}</bdi>
                <span className={isHeld ? 'visually-hidden' : styles.missing}>
                  {isHeld ? texts.held : texts.missing}
                </span>
                {alone && <span className={styles.opens}>{texts.opens(alone.shifts)}</span>}
              </li>
            )
          })}
        </ul>
      )}
      {missing.length > 0 && (
        <p className={styles.links}>
          {missing.length > 1 && together && <span>{texts.opensTogether(together.shifts)}</span>}
          {together && <PageLink href={`/${previewSearch(ids, noFilter, today)}`}>{texts.preview}</PageLink>}
          <PageLink href="/documents">{texts.all}</PageLink>
        </p>
      )}
    </Section>
  )
}
