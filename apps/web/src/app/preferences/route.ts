import { cookies } from 'next/headers'
import { z } from 'zod'
import { cookieAttributes } from '@/server/cookieAttributes.ts'
import { sameOriginPath } from '@/server/sameOriginPath.ts'
import { offeredLanguages } from '@/shared/i18n/locale.ts'
import { preferenceCookies, themes } from '@/shared/viewer/preferences.ts'

const form = z.object({
  language: z.enum(offeredLanguages).optional(),
  theme: z.enum(themes).optional(),
})

/** Seconds: the longest that browsers keep a cookie. */
const maxAge = 400 * 86_400

/**
 * Keeps what the reader has chosen, and leads back to the page with the form, which is then loaded again: a browser has the
 * texts of only one language. A form without scripts, so that it works before they are loaded.
 */
export async function POST(request: Request): Promise<Response> {
  const chosen = form.safeParse(Object.fromEntries(await readForm(request)))
  const store = await cookies()
  const attributes = await cookieAttributes({ path: '/', maxAge })
  for (const name of ['language', 'theme'] as const) {
    const value = chosen.data?.[name]
    if (value) store.set(preferenceCookies[name], value, attributes)
  }
  return new Response(null, { status: 303, headers: { location: refererPath(request) } })
}

/** An empty form if the body is not a form. */
const readForm = (request: Request): Promise<FormData> => request.formData().catch(() => new FormData())

/** The path of the page that sent the request. */
function refererPath({ headers }: Request): string {
  const referer = headers.get('referer') ?? ''
  if (!URL.canParse(referer)) return '/'
  const { pathname, search } = new URL(referer)
  return sameOriginPath.parse(pathname + search)
}
