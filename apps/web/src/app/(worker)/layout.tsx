import { HydrationBoundary } from '@tanstack/react-query'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { AccountChoices, AppShell } from '@/features/app-shell/index.ts'
import { nonceOf } from '@/server/contentSecurityPolicy.ts'
import { requestTheme } from '@/server/preferences.ts'
import { prefetchWorker } from '@/server/prefetch.ts'
import { requireViewer } from '@/server/viewer.ts'
import { loadAccountTexts } from '@/shared/i18n/accountTexts.ts'
import { WithTemporal } from '@/shared/time/WithTemporal.tsx'
import { ViewerProvider } from '@/shared/viewer/ViewerContext.tsx'
import { EarlyClick } from '@/ui/EarlyClick.tsx'
import { Providers } from './Providers.tsx'

/** The layout of every page of a signed-in worker: session, header, providers and live updates. */
export default async function WorkerLayout({ children }: { children: ReactNode }) {
  const { workerId, zone, locale, firstDay, now, watchFrom } = await requireViewer()
  const account = (
    <AccountChoices
      texts={await loadAccountTexts(locale)}
      language={locale.language}
      theme={await requestTheme()}
    />
  )
  return (
    <WithTemporal>
      <EarlyClick nonce={nonceOf(await headers())}>
        <Providers>
          <ViewerProvider workerId={workerId} timeZone={zone.timeZone} firstDay={firstDay} serverNow={now}>
            <HydrationBoundary state={await prefetchWorker(workerId)}>
              <AppShell zone={zone} account={account} watchFrom={watchFrom} renderedAt={now}>
                {children}
              </AppShell>
            </HydrationBoundary>
          </ViewerProvider>
        </Providers>
      </EarlyClick>
    </WithTemporal>
  )
}
