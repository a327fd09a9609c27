import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { MyShiftsPage } from '@/features/my-shifts/index.ts'
import { requestLocale } from '@/server/preferences.ts'
import { prefetchMyShifts } from '@/server/prefetch.ts'
import { shownZonesOf } from '@/server/shownZones.ts'
import { requireViewer } from '@/server/viewer.ts'
import { loadMyShiftsTexts } from '@/shared/i18n/myShiftsTexts.ts'
import { HydrateIfSameRules } from '@/shared/time/HydrateIfSameRules.tsx'
import { todayIn } from '@/shared/time/period.ts'
import { zoneRules } from '@/shared/time/zoneRules.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await loadMyShiftsTexts(await requestLocale())).title }
}

/** The worker's claimed shifts, rendered with those of the weeks from this one on. */
export default async function MyShiftsRoute() {
  const { workerId, zone, firstDay, now } = await requireViewer()
  const { timeZone } = zone
  const { state, shifts } = await prefetchMyShifts({ workerId, timeZone, firstDay }, todayIn(timeZone, now))
  const shown = shownZonesOf({ timeZone, now }, shifts)
  return (
    <HydrationBoundary state={state}>
      <HydrateIfSameRules shown={shown} serverRules={zoneRules(shown)}>
        <MyShiftsPage />
      </HydrateIfSameRules>
    </HydrationBoundary>
  )
}
