import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ShiftPage } from '@/features/claims/index.ts'
import { prefetchShift } from '@/server/prefetch.ts'
import { shiftIdInPath } from '@/server/shiftIdInPath.ts'
import { requireViewer } from '@/server/viewer.ts'
import { formatIn } from '@/shared/format/format.ts'
import { loadTexts } from '@/shared/i18n/texts.ts'
import { HydrateIfSameRules } from '@/shared/time/HydrateIfSameRules.tsx'
import type { InstantWindow } from '@/shared/time/period.ts'
import { weekWindow } from '@/shared/time/weekWindow.ts'
import { zoneRules, type ShownZones } from '@/shared/time/zoneRules.ts'
import { isolate } from '@/ui/bidi.ts'

interface ShiftRouteProps {
  params: Promise<{ id: string }>
}

export async function generateMetadata({ params }: ShiftRouteProps): Promise<Metadata> {
  const viewer = await requireViewer()
  const shiftId = shiftIdInPath((await params).id)
  const prefetched = shiftId ? await prefetchShift(viewer, shiftId) : undefined
  const shift = prefetched?.shift
  if (!shift) return {}
  const { locale, zone } = viewer
  const { dayAndHours } = formatIn(locale, await loadTexts(locale))
  return { title: `${dayAndHours(shift, zone.timeZone)}, ${isolate(shift.facility.name)}` }
}

/** The page of one shift, also of one that the worker may not take. */
export default async function ShiftRoute({ params }: ShiftRouteProps) {
  const viewer = await requireViewer()
  const { zone, now } = viewer
  const shiftId = shiftIdInPath((await params).id)
  const prefetched = shiftId ? await prefetchShift(viewer, shiftId) : undefined
  if (!shiftId || !prefetched) notFound()
  const { state, shift, claimed } = prefetched
  const windows: InstantWindow[] = [{ from: now, to: now }]
  if (shift) windows.push(weekWindow(shift))
  for (const { claimedAt } of claimed) if (claimedAt) windows.push({ from: claimedAt, to: claimedAt })
  const facilityZones = [...(shift ? [shift] : []), ...claimed].map(({ facility }) => facility.timeZone)
  const shown: ShownZones = { zones: [...new Set([zone.timeZone, ...facilityZones])], windows }

  return (
    <HydrationBoundary state={state}>
      <HydrateIfSameRules shown={shown} serverRules={zoneRules(shown)}>
        <ShiftPage shiftId={shiftId} />
      </HydrateIfSameRules>
    </HydrationBoundary>
  )
}
