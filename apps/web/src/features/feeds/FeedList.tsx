'use client'

import { loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useFeedTexts } from '@/shared/i18n/feedTexts.ts'
import { useIsOnline } from '@/shared/viewer/browserState.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './FeedPanel.module.css'

/** The feeds of the worker, each with a button that ends it. */
export function FeedList() {
  const texts = useFeedTexts()
  const { workerId, timeZone } = useViewer()
  const { shortDay } = useFormat()
  const isOnline = useIsOnline()
  const utils = trpc.useUtils()
  const list = trpc.feed.list.useQuery({ workerId })
  const revoke = trpc.feed.revoke.useMutation({
    onSettled: () => void utils.feed.list.invalidate({ workerId }),
  })
  const feeds = list.data?.feeds ?? []
  const isEmpty = list.data !== undefined && feeds.length === 0
  const outcome = { idle: '', pending: '', success: texts.ended, error: texts.notEnded }[revoke.status]

  return (
    <section>
      <h3>{texts.existing}</h3>
      <p role="status">
        <span>{outcome || (isEmpty ? texts.none : texts.states[loadStateOf(list)])}</span>
      </p>
      <ul className={styles.feeds}>
        {feeds.map(({ id, kind, createdAt }) => {
          const day = shortDay(createdAt, timeZone)
          return (
            <li key={id} className={styles.feed}>
              <span>
                <strong>{texts[kind]}</strong>
                <span className={styles.since}>{texts.since(day)}</span>
              </span>
              <button
                type="button"
                className={styles.button}
                disabled={!isOnline || revoke.isPending}
                aria-label={texts.endOf(texts[kind], day)}
                onClick={() => revoke.mutate({ workerId, feedId: id })}
              >
                <span>{texts.end}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
