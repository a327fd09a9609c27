import 'server-only'
import { timeZone } from '@shifts/api'
import { cookies } from 'next/headers'
import { zoneCookie } from '@/calendar/zoneCookie.ts'

/** The zone that the viewer's browser last reported; before it has, a common one. */
export async function viewerZone(): Promise<string> {
  const store = await cookies()
  const zone = store.get(zoneCookie)?.value
  return timeZone.safeParse(zone).data ?? 'America/New_York'
}
