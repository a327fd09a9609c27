'use client'

import { useId, useState } from 'react'
import { flushSync } from 'react-dom'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import { hasFilter, type ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { useDocumentsTexts } from '@/shared/i18n/documentsTexts.ts'
import { useUnlocks } from '@/shared/unlocks/useUnlocks.ts'
import styles from './DocumentsPage.module.css'
import { findSynergies } from './findSynergies.ts'
import { UnlockList } from './UnlockList.tsx'

interface UnlocksProps {
  filter: ShiftFilter
  isActive: boolean
  clearFilter: () => void
}

/** How many single documents are listed at first. */
const firstDocuments = 8

/** What the documents that the worker lacks would open, those that open most first. */
export function Unlocks({ filter, isActive, clearFilter }: UnlocksProps) {
  const texts = useDocumentsTexts()
  const headingId = useId()
  const [showsAll, setShowsAll] = useState(false)
  const { unlocks, state, error, retry } = useUnlocks(filter)
  const singles = unlocks.filter(({ documents }) => documents.length === 1)
  const synergies = findSynergies(unlocks)
  const shown = showsAll ? singles : singles.slice(0, firstDocuments)
  const most = Math.max(...unlocks.map(({ shifts }) => shifts))
  return (
    <section className={styles.panel} aria-labelledby={headingId} aria-busy={state === 'loading'}>
      <h3 id={headingId}>{texts.unlocks}</h3>
      <p className={styles.note} role="status">
        <span>
          {state === 'loaded'
            ? texts.unlocksOf(unlocks.length, hasFilter(filter))
            : texts.unlockStates[state]}
        </span>
      </p>
      {error && (
        <LoadFailure
          of="documents"
          error={error}
          retry={retry}
          clearFilter={hasFilter(filter) ? clearFilter : undefined}
        />
      )}
      {state === 'loaded' && unlocks.length === 0 && isActive && hasFilter(filter) && (
        <button type="button" className={styles.more} onClick={clearFilter}>
          {texts.clearFilter}
        </button>
      )}
      {!isActive && <p className={styles.note}>{texts.inactive}</p>}
      {shown.length > 0 && <UnlockList unlocks={shown} most={most} filter={filter} />}
      {singles.length > shown.length && (
        <button
          type="button"
          className={styles.more}
          onClick={({ currentTarget }) => {
            // The button disappears, and would take the focus with it.
            const list = currentTarget.previousElementSibling
            flushSync(() => setShowsAll(true))
            list?.querySelectorAll('a')[firstDocuments]?.focus()
          }}
        >
          {texts.showAll(singles.length)}
        </button>
      )}
      {synergies.length > 0 && (
        <>
          <h4 className={styles.subtitle}>{texts.together}</h4>
          <UnlockList unlocks={synergies} most={most} filter={filter} />
        </>
      )}
    </section>
  )
}
