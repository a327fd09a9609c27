import { expect, type Page } from '@playwright/test'

/**
 * Asserts that the page as it is fits: it does not scroll sideways, no text is cut off, no two rows overlap, and hours
 * read from left to right.
 */
export async function expectFits(page: Page, what: string): Promise<void> {
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
  )
  // Rows find their places once they have been measured.
  await expect(async () => expect(await misfits(page), what).toEqual([])).toPass({ timeout: 5_000 })
}

const misfits = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = []
    const dialogs = [...document.querySelectorAll('dialog[open]')]
    const shown = dialogs.at(-1) ?? document.body
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth - clientWidth} px too wide`)

    const isHidden = (element: Element) =>
      !element.checkVisibility({ visibilityProperty: true }) ||
      getComputedStyle(element).clipPath !== 'none' ||
      getComputedStyle(element).clip !== 'auto'
    const name = (element: Element) => (element.textContent ?? '').trim().slice(0, 40)

    // Where text goes beyond an element that cuts it off, and does not scroll
    const checkCuts = (text: Text, parent: Element) => {
      const range = document.createRange()
      range.selectNodeContents(text)
      const rect = range.getBoundingClientRect()
      let [canScrollX, canScrollY] = [false, false]
      for (let box: Element | null = parent; box && box !== document.body; box = box.parentElement) {
        if (isHidden(box)) return
        const { overflowX, overflowY } = getComputedStyle(box)
        const edge = box.getBoundingClientRect()
        if (/auto|scroll/.test(overflowX)) {
          // Only a calendar's columns may need scrolling sideways.
          if (box.scrollWidth > box.clientWidth + 1 && !box.matches('[data-view]'))
            found.push(`scrolls sideways: ${name(text.parentElement ?? box)}`)
          canScrollX = true
        }
        if (/auto|scroll/.test(overflowY)) canScrollY = true
        const isCutX =
          /hidden|clip/.test(overflowX) && (rect.right > edge.right + 1 || rect.left < edge.left - 1)
        const isCutY =
          /hidden|clip/.test(overflowY) && (rect.bottom > edge.bottom + 1 || rect.top < edge.top - 1)
        // In a grid of hours an event has the size of its time, and shares the width with those at the same time.
        const isTimed = box.closest('[data-view^="timeGrid"]') !== null
        if (!isTimed && ((isCutX && !canScrollX) || (isCutY && !canScrollY)))
          found.push(`cut off: ${text.data}`)
      }
      if (!canScrollX && (rect.right > innerWidth + 1 || rect.left < -1)) found.push(`outside: ${text.data}`)
    }
    const checkOrder = (text: Text) => {
      const range = document.createRange()
      let last: DOMRect | undefined
      for (let at = 0; at < text.data.length; at++) {
        range.setStart(text, at)
        range.setEnd(text, at + 1)
        const rect = range.getBoundingClientRect()
        if (last && rect.width > 0 && Math.abs(rect.top - last.top) < 3 && rect.left < last.left - 1)
          found.push(`reads backwards: ${text.data}`)
        if (rect.width > 0) last = rect
      }
    }
    const walker = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!(node instanceof Text) || !node.data.trim() || !parent || parent.closest('script, style')) continue
      if (dialogs.length > 0 ? isHidden(parent) : isHidden(parent) || parent.closest('dialog')) continue
      checkCuts(node, parent)
      if (/\d.* (AM|PM)/.test(node.data)) checkOrder(node)
    }

    for (const list of shown.querySelectorAll('ul, dl')) {
      const rows = [...list.children].filter((row) => !isHidden(row))
      const inOrder = rows
        .map((row) => ({ row, ...row.getBoundingClientRect().toJSON() }))
        .toSorted((one, other) => one.top - other.top)
      for (const [n, { row, bottom }] of inOrder.entries()) {
        const next = inOrder[n + 1]
        if (next && next.top < bottom - 1) found.push(`overlaps the next row: ${name(row)}`)
        const inside = [...row.querySelectorAll('*')].filter((part) => !isHidden(part))
        if (inside.some((part) => part.getBoundingClientRect().bottom > bottom + 1))
          found.push(`is higher than its row: ${name(row)}`)
      }
    }
    return [...new Set(found)]
  })
