'use client'

import { FilterBar, useSaveDefault } from '@/features/filters/index.ts'
import { trpc } from '@/lib/trpc.ts'
import { useCalendarLocation } from '@/shared/calendar/useCalendarLocation.ts'
import { noFilter, type ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { useDocumentsTexts } from '@/shared/i18n/documentsTexts.ts'
import { useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './DocumentsPage.module.css'
import { HeldDocuments } from './HeldDocuments.tsx'
import { Unlocks } from './Unlocks.tsx'

interface DocumentsPageProps {
  /** The search of the address that the server renders. It holds the filter as the calendar's does. */
  search: string
  /** The filter of an address without a search. */
  defaultFilter: ShiftFilter
}

/** The documents that the worker holds, and what those that it lacks would open under its filter. */
export function DocumentsPage({ search, defaultFilter }: DocumentsPageProps) {
  const texts = useDocumentsTexts()
  const { workerId } = useViewer()
  const today = useToday()
  const worker = trpc.worker.byId.useQuery({ workerId })
  const { location, replace } = useCalendarLocation(search, today, defaultFilter)
  const filter = location?.filter ?? defaultFilter
  const saveDefault = useSaveDefault()
  function change(next: ShiftFilter): void {
    replace({ view: 'list', date: today, filter: next })
    saveDefault(next)
  }

  return (
    <main className={styles.main} id="main" tabIndex={-1}>
      <h2 className={styles.title}>{texts.title}</h2>
      <FilterBar filter={filter} change={change} />
      <div className={styles.columns}>
        <Unlocks
          filter={filter}
          isActive={worker.data?.isActive ?? true}
          clearFilter={() => change(noFilter)}
        />
        <HeldDocuments />
      </div>
    </main>
  )
}
