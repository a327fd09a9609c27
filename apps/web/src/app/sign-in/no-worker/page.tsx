import type { Metadata } from 'next'
import { NoWorkerCard } from '@/features/sign-in/index.ts'
import { loadSignInTexts } from '@/shared/i18n/signInTexts.ts'
import { personWithoutWorker } from '@/server/personWithoutWorker.ts'
import { requestLocale } from '@/server/preferences.ts'
import { getServices } from '@/server/services.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await loadSignInTexts(await requestLocale())).noWorker.title }
}

export default async function NoWorkerPage() {
  return (
    <NoWorkerCard
      person={await personWithoutWorker()}
      supportEmail={getServices().env.SUPPORT_EMAIL}
      texts={await loadSignInTexts(await requestLocale())}
    />
  )
}
