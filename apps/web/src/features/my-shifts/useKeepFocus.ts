'use client'

import { useEffect, useRef, type FocusEvent } from 'react'

/**
 * Keeps the focus in a list: where the item that has it is removed, the item that takes its place gets it, else the last one.
 * Returns the props of the element with the items, which are `li` elements with a button each.
 */
export function useKeepFocus() {
  const list = useRef<HTMLDivElement>(null)
  /** The place of the item with the focus; undefined while the focus is elsewhere. */
  const place = useRef<number>(undefined)

  useEffect(() => {
    if (place.current === undefined || document.activeElement !== document.body) return
    const items = [...(list.current?.querySelectorAll('li') ?? [])]
    const item = items[place.current] ?? items.at(-1)
    place.current = undefined
    item?.querySelector('button')?.focus({ preventScroll: true })
  })

  return {
    ref: list,
    onFocus({ target, currentTarget }: FocusEvent<HTMLElement>) {
      const item = target.closest('li')
      place.current = item ? [...currentTarget.querySelectorAll('li')].indexOf(item) : undefined
    },
    onBlur({ relatedTarget }: FocusEvent<HTMLElement>) {
      if (relatedTarget) place.current = undefined
    },
  }
}
