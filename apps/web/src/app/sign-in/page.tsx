import { findDeterministicWorkers, reasonOf } from '@shifts/db'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DeletePages } from '@/features/offline/index.ts'
import { SignInCard } from '@/features/sign-in/index.ts'
import { loadSignInTexts } from '@/shared/i18n/signInTexts.ts'
import { providerProblem } from '@/server/signInAtProvider.ts'
import { requestLocale } from '@/server/preferences.ts'
import { sameOriginPath } from '@/server/sameOriginPath.ts'
import { getServices } from '@/server/services.ts'
import { signedInWorkerId } from '@/server/session.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await loadSignInTexts(await requestLocale())).documentTitle }
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[]; problem?: string | string[] }>
}) {
  const { next, problem } = await searchParams
  const path = sameOriginPath.parse(Array.isArray(next) ? next[0] : next)
  if (await signedInWorkerId()) redirect(path)
  const { env, providerSignIn } = getServices()
  const locale = await requestLocale()
  const texts = await loadSignInTexts(locale)
  const code = providerProblem.safeParse(problem).data
  return (
    <>
      <DeletePages />
      <SignInCard
        hasProvider={providerSignIn !== undefined}
        problem={code && texts.problem[code]}
        workers={env.DEMO_SIGN_IN ? await demoWorkers() : undefined}
        next={path}
        texts={texts}
        language={locale.language}
      />
    </>
  )
}

/** The workers offered for the demonstration. Empty if the database cannot be read, so that the form is shown. */
async function demoWorkers() {
  const { servers, logger } = getServices()
  return findDeterministicWorkers(servers.primary).catch((error: unknown) => {
    logger.warn({ reason: reasonOf(error) }, 'demo workers could not be read')
    return []
  })
}
