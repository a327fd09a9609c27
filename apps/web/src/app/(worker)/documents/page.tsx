import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { DocumentsPage } from '@/features/documents/index.ts'
import { loadDefaultFilter, prefetchUnlocks } from '@/server/prefetch.ts'
import { requireViewer } from '@/server/viewer.ts'
import { documents } from '@/shared/i18n/english/documents.ts'
import { todayIn } from '@/shared/time/period.ts'

export const metadata: Metadata = { title: documents.title }

/** The worker's documents, and what those that it lacks would open. */
export default async function DocumentsRoute() {
  const { workerId, zone, now } = await requireViewer()
  const { timeZone } = zone
  const filter = await loadDefaultFilter(workerId)
  const state = await prefetchUnlocks({ workerId, timeZone }, filter, todayIn(timeZone, now))
  return (
    <HydrationBoundary state={state}>
      <DocumentsPage defaultFilter={filter} />
    </HydrationBoundary>
  )
}
