'use client'

import { useState } from 'react'
import { FilterBar } from '@/features/filters/index.ts'
import { trpc } from '@/lib/trpc.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { useDocumentsTexts } from '@/shared/i18n/documentsTexts.ts'
import { useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './DocumentsPage.module.css'
import { HeldDocuments } from './HeldDocuments.tsx'
import { Unlocks } from './Unlocks.tsx'

/** The documents that the worker holds, and what those that it lacks would open under its filter. */
export function DocumentsPage({ defaultFilter }: { defaultFilter: ShiftFilter }) {
  const texts = useDocumentsTexts()
  const viewer = useViewer()
  const today = useToday()
  const [filter, setFilter] = useState(defaultFilter)
  const worker = trpc.worker.byId.useQuery({ workerId: viewer.workerId })

  function change(next: ShiftFilter): void {
    // The filter bar saves the filter. An open panel has an entry in the history, which the page takes back.
    window.history.replaceState(null, '', window.location.pathname)
    setFilter(next)
  }

  return (
    <main className={styles.main} id="main" tabIndex={-1}>
      <h2 className={styles.title}>{texts.title}</h2>
      <FilterBar filter={filter} period={{ view: 'month', date: today }} change={change} />
      <div className={styles.columns}>
        <Unlocks filter={filter} isActive={worker.data?.isActive ?? true} clearFilter={() => change({})} />
        <HeldDocuments />
      </div>
    </main>
  )
}
