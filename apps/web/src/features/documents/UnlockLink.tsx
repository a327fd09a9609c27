import { previewSearch } from '@/shared/calendar/previewSearch.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { useDocumentsTexts } from '@/shared/i18n/documentsTexts.ts'
import { useToday } from '@/shared/viewer/ViewerContext.tsx'
import { Icon } from '@/ui/Icon.tsx'
import { DocumentNames } from '@/shared/unlocks/DocumentNames.tsx'
import styles from './DocumentsPage.module.css'
import type { Unlock } from '@/shared/unlocks/unlock.ts'

interface UnlockLinkProps {
  unlock: Unlock
  /** The most shifts that any unlock adds: the length of the bar is relative to it. */
  most: number
  filter: ShiftFilter
}

/** What documents would open, as a link to a preview of exactly those shifts. */
export function UnlockLink({ unlock: { documents, shifts, facilities }, most, filter }: UnlockLinkProps) {
  const texts = useDocumentsTexts()
  const ids = documents.map(({ id }) => id)
  return (
    <a className={styles.unlock} href={`/${previewSearch(ids, filter, useToday())}`}>
      <span className={styles.names}>
        <DocumentNames documents={documents} />
      </span>
      <span className={styles.worth}>
        <strong>{texts.moreShifts(shifts)}</strong>
        <span>{texts.atFacilities(facilities)}</span>
      </span>
      <svg className={styles.bar} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect className={styles.track} width="100" height="1" />
        <rect className={styles.share} width={(100 * shifts) / most} height="1" />
      </svg>
      <Icon d="m9.5 6 6 6-6 6" size={18} />
    </a>
  )
}
