'use client'

import { previewSearch } from '@/shared/calendar/previewSearch.ts'
import { noFilter } from '@/shared/filter/shiftFilter.ts'
import { useMissingDocumentTexts } from '@/shared/i18n/missingDocumentTexts.ts'
import type { UnlockDocument } from '@/shared/unlocks/unlock.ts'
import { useUnlocks } from '@/shared/unlocks/useUnlocks.ts'
import { useToday } from '@/shared/viewer/ViewerContext.tsx'
import { PageLink } from '@/ui/PageLink.tsx'
import styles from './MissingDocuments.module.css'

/** What the missing documents of a shift would unlock besides it, and where to see that. */
export default function MissingDocuments({ documents }: { documents: readonly UnlockDocument[] }) {
  const texts = useMissingDocumentTexts()
  const today = useToday()
  const { unlockOf } = useUnlocks(noFilter)
  const ids = documents.map(({ id }) => id)
  const together = unlockOf(ids)
  return (
    <div className={styles.missing}>
      {documents.map(({ id, name }) => {
        const alone = unlockOf([id])
        return (
          alone && (
            <p key={id}>
              <bdi>{name}</bdi>
              <span>{texts.opens(alone.shifts)}</span>
            </p>
          )
        )
      })}
      {documents.length > 1 && together && <p>{texts.opensTogether(together.shifts)}</p>}
      <p className={styles.links}>
        {together && <PageLink href={`/${previewSearch(ids, noFilter, today)}`}>{texts.preview}</PageLink>}
        <PageLink href="/documents">{texts.all}</PageLink>
      </p>
    </div>
  )
}
