'use client'

import { lazy, useState } from 'react'
import { loadScript } from '@/lib/loadScript.ts'
import { LazyPanel } from '@/shared/panel/LazyPanel.tsx'

const FeedPanel = lazy(() => loadScript(() => import('./FeedPanel.tsx')))

interface SubscribeButtonProps {
  /** The text of the button, and the title of the panel. */
  title: string
  className: string | undefined
}

/** A button that shows the panel of calendar feeds. The panel's script is loaded with the first press. */
export function SubscribeButton({ title, className }: SubscribeButtonProps) {
  const [isOpen, setIsOpen] = useState(false)
  const close = () => setIsOpen(false)
  return (
    <>
      <button type="button" className={className} onClick={() => setIsOpen(true)}>
        {title}
      </button>
      {isOpen && (
        <LazyPanel title={title} close={close}>
          <FeedPanel title={title} close={close} />
        </LazyPanel>
      )}
    </>
  )
}
