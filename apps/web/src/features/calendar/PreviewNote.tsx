'use client'

import { DocumentNames } from '@/shared/unlocks/DocumentNames.tsx'
import { useUnlocks } from '@/shared/unlocks/useUnlocks.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { usePreviewTexts } from '@/shared/i18n/previewTexts.ts'
import { PageLink } from '@/ui/PageLink.tsx'
import styles from './PreviewNote.module.css'

interface PreviewNoteProps {
  documentIds: readonly number[]
  filter: ShiftFilter
  isEmpty: boolean
  /** Shows what the worker can take again. */
  close: () => void
}

/** Says that the agenda shows what documents would unlock, which the worker cannot take yet. */
export default function PreviewNote({ documentIds, filter, isEmpty, close }: PreviewNoteProps) {
  const texts = usePreviewTexts()
  const { unlockOf, documentOf } = useUnlocks(filter)
  const unlock = unlockOf(documentIds)
  const documents = documentIds.flatMap((id) => documentOf(id) ?? [])
  return (
    <div className={styles.note} role="note">
      <p>
        <strong>{texts.title}</strong>
        {documents.length > 0 && (
          <span>
            <DocumentNames documents={documents} />
          </span>
        )}
        {unlock && <span>{texts.shifts(unlock.shifts, unlock.facilities)}</span>}
        <span>{isEmpty ? texts.empty : texts.notYours}</span>
      </p>
      <p className={styles.actions}>
        <PageLink href="/documents">{texts.documents}</PageLink>
        <button
          type="button"
          className={styles.close}
          onClick={() => {
            // The note disappears, and would take the focus with it.
            document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true })
            close()
          }}
        >
          {texts.close}
        </button>
      </p>
    </div>
  )
}
