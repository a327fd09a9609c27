import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { DocumentsPage } from '@/features/documents/index.ts'
import { requestLocale } from '@/server/preferences.ts'
import { loadDefaultFilter, prefetchUnlocks } from '@/server/prefetch.ts'
import { requireViewer } from '@/server/viewer.ts'
import { parseLocation } from '@/shared/calendar/location.ts'
import { toURLSearchParams, type SearchParams } from '@/shared/calendar/searchParams.ts'
import { loadDocumentsTexts } from '@/shared/i18n/documentsTexts.ts'
import { todayIn } from '@/shared/time/period.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await loadDocumentsTexts(await requestLocale())).title }
}

/** The worker's documents, and what those that it lacks would open. */
export default async function DocumentsRoute({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { workerId, zone, firstDay, now } = await requireViewer()
  const { timeZone } = zone
  const search = toURLSearchParams(await searchParams)
  const today = todayIn(timeZone, now)
  const defaultFilter = await loadDefaultFilter(workerId)
  const filter = parseLocation(search, today, defaultFilter)?.filter ?? defaultFilter
  const state = await prefetchUnlocks({ workerId, timeZone, firstDay }, filter, today)
  return (
    <HydrationBoundary state={state}>
      <DocumentsPage search={search.toString()} defaultFilter={defaultFilter} />
    </HydrationBoundary>
  )
}
