'use client'

import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import type { Shift } from '@/shared/shift/shift.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { isolate } from '@/ui/bidi.ts'
import { useMessages } from '@/ui/Messages.tsx'
import styles from './WhenAndWhere.module.css'

/** Shares the address of the shift's page: by the system's dialog where there is one, else by the clipboard. */
export function ShareButton({ shift }: { shift: Shift }) {
  const texts = useTexts().shift
  const { timeZone } = useViewer()
  const { dayAndHours } = useFormat()
  const messages = useMessages()

  const title = `${dayAndHours(shift, timeZone)}, ${isolate(shift.facility.name)}`

  async function share() {
    const url = new URL(`/shifts/${shift.id}`, window.location.href).href
    try {
      // Not in every browser, and only on pages that were loaded over HTTPS.
      if (typeof navigator.share === 'function') return await navigator.share({ title, url })
      await navigator.clipboard.writeText(url)
      messages.show({ text: texts.linkCopied })
    } catch (error) {
      const isCancelled = error instanceof DOMException && error.name === 'AbortError'
      if (!isCancelled) messages.show({ text: texts.copyLink, detail: url })
    }
  }

  return (
    <button type="button" className={styles.link} onClick={() => void share()}>
      {texts.share}
    </button>
  )
}
