'use client'

import { trpc } from '@/lib/trpc.ts'
import { ActionFailure } from '@/shared/errors/ActionFailure.tsx'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import { fromSaved } from '@/shared/filter/defaultFilter.ts'
import { useFeedTexts } from '@/shared/i18n/feedTexts.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { failureText } from '@/shared/i18n/wording.ts'
import { useIsOnline } from '@/shared/viewer/browserState.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { SidePanel } from '@/ui/SidePanel.tsx'
import { FeedAddress } from './FeedAddress.tsx'
import { FeedList } from './FeedList.tsx'
import styles from './FeedPanel.module.css'
import { useCreateFeed } from './useCreateFeed.ts'

interface FeedPanelProps {
  title: string
  close: () => void
}

/** Creates the addresses at which calendar programs read shifts, and ends them. */
export default function FeedPanel({ title, close }: FeedPanelProps) {
  const texts = useTexts()
  const feedTexts = useFeedTexts()
  const { workerId } = useViewer()
  const isOnline = useIsOnline()
  const saved = trpc.filter.getDefault.useQuery({ workerId })
  const { create, created, isPending, error } = useCreateFeed()
  const isDisabled = isPending || !isOnline

  return (
    <SidePanel title={title} closeLabel={texts.action.close} close={close}>
      <div className={styles.body} tabIndex={0} role="region" aria-label={title}>
        <p>{feedTexts.text}</p>
        <section>
          <h3>{feedTexts.add}</h3>
          <div className={styles.buttons}>
            <button
              type="button"
              className={styles.primary}
              disabled={isDisabled}
              onClick={() => create({ kind: 'claimed' })}
            >
              {feedTexts.claimed}
            </button>
            <button
              type="button"
              className={styles.button}
              disabled={isDisabled || !saved.data}
              onClick={() => saved.data && create({ kind: 'eligible', ...fromSaved(saved.data.filter) })}
            >
              {feedTexts.eligible}
            </button>
          </div>
          {saved.error && <LoadFailure of="filter" error={saved.error} retry={() => void saved.refetch()} />}
          <p role="status">{isPending && <span>{feedTexts.creating}</span>}</p>
          {error && (
            <ActionFailure title={feedTexts.notCreated}>
              {error.data?.reason === 'TOO_MANY_FEEDS' ? feedTexts.tooMany : failureText(error, texts)}
            </ActionFailure>
          )}
          {created && <FeedAddress key={created.id} url={created.url} />}
        </section>
        <FeedList />
      </div>
    </SidePanel>
  )
}
