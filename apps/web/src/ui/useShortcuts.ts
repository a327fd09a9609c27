'use client'

import { useLayoutEffect } from 'react'

const isEditable = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null

/**
 * Makes the keys work that controls name by `aria-keyshortcuts`: the key clicks the control. While a modal is shown, only
 * its own controls are reached. A key is left alone in a text field, and together with Ctrl, Alt or Meta.
 */
export function useShortcuts(): void {
  // Before the paint, so that a key works as soon as its control is visible.
  useLayoutEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const { key, target } = event
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isEditable(target))
        return
      const modal = [...document.querySelectorAll('dialog[open]')].at(-1)
      const control = (modal ?? document).querySelector<HTMLElement>(
        `[aria-keyshortcuts="${CSS.escape(key)}"]:not(:disabled)`,
      )
      if (!control) return
      event.preventDefault()
      control.click()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
