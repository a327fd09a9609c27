import 'server-only'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { zoneCookie } from '@/shared/viewer/zoneCookie.ts'
import type { Locale } from '@/shared/i18n/locale.ts'
import { firstDayOf } from './decideLocale.ts'
import { decideViewerZone, type ViewerZone } from './decideViewerZone.ts'
import { requestLocale } from './preferences.ts'
import { pathHeader } from './requestPath.ts'
import { getServices } from './services.ts'
import { signedInWorkerId } from './session.ts'

/** The signed-in worker of a request, and the server's state at the start of the request. */
export interface ServerViewer {
  workerId: number
  zone: ViewerZone
  locale: Locale
  /** The weekday with which a week begins, from 1 for Monday to 7 for Sunday. */
  firstDay: number
  /** The time by the server's clock, in ISO 8601. */
  now: string
  /** The position in the stream of changes from which the browser has to watch. */
  watchFrom: string
}

/**
 * The viewer of this request, the same for the layout and the page. Redirects to the sign-in page if nobody is signed in;
 * signing in leads back to the requested page.
 */
export const requireViewer = cache(async (): Promise<ServerViewer> => {
  // Taken before any query, so that the browser receives every change since.
  const watchFrom = getServices().watchPosition()
  const now = new Date().toISOString()
  const workerId = await signedInWorkerId()
  if (!workerId) {
    const requested = (await headers()).get(pathHeader) ?? '/'
    redirect(`/sign-in?next=${encodeURIComponent(requested)}`)
  }
  const store = await cookies()
  const zone = decideViewerZone(store.get(zoneCookie)?.value)
  const locale = await requestLocale()
  return { workerId, zone, locale, firstDay: firstDayOf(locale.tag), now, watchFrom }
})
