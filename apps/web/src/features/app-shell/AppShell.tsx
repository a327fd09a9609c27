'use client'

import type { ReactNode } from 'react'
import { LiveUpdates } from '@/features/live/index.ts'
import { LazySavedPages } from '@/features/offline/index.ts'
import { trpc } from '@/lib/trpc.ts'
import { useRefreshForZone } from '@/shared/viewer/useZoneReport.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { useTexts } from '@/shared/i18n/texts.ts'
import { MessagesOutlet } from '@/ui/Messages.tsx'
import { useShortcuts } from '@/ui/useShortcuts.ts'
import styles from './AppShell.module.css'
import { Header } from './Header.tsx'
import { UnknownWorker } from './UnknownWorker.tsx'
import { ZoneNote } from './ZoneNote.tsx'

interface AppShellProps {
  /** The zone that the browser reported, and whether another is used in its place. */
  zone: { reported: string | undefined; isSubstitute: boolean }
  /** What the account's menu offers besides the home. */
  account: ReactNode
  /** The position in the stream of changes from which to watch. */
  watchFrom: string
  /** The server's time when it rendered the page, in ISO 8601. */
  renderedAt: string
  children: ReactNode
}

/** The frame of every page of a signed-in worker: header, notes, messages and live updates. */
export function AppShell({ zone, account, watchFrom, renderedAt, children }: AppShellProps) {
  const texts = useTexts()
  useRefreshForZone(zone.reported)
  useShortcuts()
  const { workerId, timeZone } = useViewer()
  const worker = trpc.worker.byId.useQuery({ workerId })

  return (
    <div className={styles.page}>
      <a href="#main" className="skip-link">
        {texts.action.skipToContent}
      </a>
      <Header worker={worker.data} account={account} />
      {zone.isSubstitute && <ZoneNote timeZone={timeZone} />}
      {worker.error?.data?.code === 'NOT_FOUND' ? (
        <UnknownWorker />
      ) : (
        <>
          {/* Before all modals: messages are shown in the last outlet. */}
          <MessagesOutlet />
          <LiveUpdates watchFrom={watchFrom} renderedAt={renderedAt} />
          <LazySavedPages renderedAt={renderedAt} />
          {children}
        </>
      )}
    </div>
  )
}
