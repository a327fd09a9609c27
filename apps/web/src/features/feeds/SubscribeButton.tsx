'use client'

import { lazy, useState } from 'react'
import { loadScript } from '@/lib/loadScript.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { LazyPanel } from '@/shared/panel/LazyPanel.tsx'

const FeedPanel = lazy(() => loadScript(() => import('./FeedPanel.tsx')))

/** A button that shows the panel of calendar feeds. The panel's script is loaded with the first press. */
export function SubscribeButton({ className }: { className: string | undefined }) {
  const { title } = useTexts().feeds
  const [isOpen, setIsOpen] = useState(false)
  const close = () => setIsOpen(false)
  return (
    <>
      <button type="button" className={className} onClick={() => setIsOpen(true)}>
        {title}
      </button>
      {isOpen && (
        <LazyPanel title={title} close={close}>
          <FeedPanel close={close} />
        </LazyPanel>
      )}
    </>
  )
}
