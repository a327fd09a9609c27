'use client'

import { useId, useState } from 'react'
import { useFeedTexts } from '@/shared/i18n/feedTexts.ts'
import styles from './FeedPanel.module.css'

/** The address of a new feed, and how to use it in the usual calendars. */
export function FeedAddress({ url }: { url: string }) {
  const texts = useFeedTexts()
  const [outcome, setOutcome] = useState<'copied' | 'copyByHand'>()
  const id = useId()

  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => setOutcome('copied'),
      () => setOutcome('copyByHand'),
    )

  return (
    <div className={styles.address}>
      <label htmlFor={id}>{texts.created}</label>
      <div className={styles.field}>
        <input
          id={id}
          className={styles.url}
          readOnly
          value={url}
          onFocus={(event) => event.currentTarget.select()}
        />
        {/* Only pages of HTTPS and of this machine have a clipboard. */}
        {'clipboard' in navigator && (
          <button type="button" className={styles.button} onClick={() => void copy()}>
            {texts.copy}
          </button>
        )}
      </div>
      <p role="status">{outcome && <span>{texts[outcome]}</span>}</p>
      <p>{texts.once}</p>
      <a className={styles.button} href={url.replace(/^https?:/, 'webcal:')}>
        {texts.open}
      </a>
      <ul className={styles.steps}>
        <li>{texts.apple}</li>
        <li>{texts.google}</li>
        <li>{texts.outlook}</li>
      </ul>
    </div>
  )
}
