import 'server-only'
import { headers } from 'next/headers'

/** The attributes of a cookie that scripts cannot read and that other sites cannot send, except by a link. */
export async function cookieAttributes({ path, maxAge }: { path: string; maxAge: number }) {
  return {
    path,
    /** Seconds. */
    maxAge,
    httpOnly: true,
    sameSite: 'lax',
    // Trustworthy, because guardRequests has replaced the header.
    secure: (await headers()).get('x-forwarded-proto') === 'https',
  } as const
}
