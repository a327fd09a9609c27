'use client'

import { createElement, useEffect, useRef, useState, type ComponentProps, type MouseEvent } from 'react'
import { flushSync } from 'react-dom'
// Here too, because the script that imports it is loaded later, and the server's HTML needs it.
import './CalendarGrid.module.css'
import { useIsHydrating } from '@/shared/time/useIsHydrating.ts'
import { useIsEarlyClickRepeated } from '@/ui/EarlyClick.tsx'
import { ServerGrid, useLoadedGrid } from './loadGrid.ts'
import styles from './Grid.module.css'

/** The calendar's grid of days, whose script is loaded after the page's. A click on the server's grid is repeated then. */
export function Grid(props: ComponentProps<typeof ServerGrid>) {
  const loadedGrid = useLoadedGrid()
  const [hasServerHtml, setHasServerHtml] = useState(useIsHydrating())
  const isEarlyClickRepeated = useIsEarlyClickRepeated()
  const isLoaded = loadedGrid !== undefined && !hasServerHtml
  const grid = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!hasServerHtml || !loadedGrid || !isEarlyClickRepeated) return
    let frame = requestAnimationFrame(function replace() {
      // The browser makes no click of a press whose button is replaced before the release. So no press may come between the
      // check and the replacement either.
      if (grid.current?.matches(':active')) frame = requestAnimationFrame(replace)
      else flushSync(() => setHasServerHtml(false))
    })
    return () => cancelAnimationFrame(frame)
  }, [hasServerHtml, loadedGrid, isEarlyClickRepeated])
  const clicked = useRef<ButtonPlace>(undefined)
  useEffect(() => {
    if (!isLoaded || !grid.current || !clicked.current) return
    const { name, position } = clicked.current
    clicked.current = undefined
    buttonsNamed(name, grid.current)[position]?.click()
  }, [isLoaded])

  if (isLoaded)
    return (
      <div key="loaded" ref={grid}>
        {createElement(loadedGrid, props)}
      </div>
    )
  if (typeof window === 'undefined')
    return (
      <div>
        <ServerGrid {...props} />
      </div>
    )
  // React does not hydrate the content of an element with `dangerouslySetInnerHTML`, so the server's stays until the script
  // is loaded. In a `Suspense`, it would be replaced by the fallback as soon as a context around it changes.
  if (hasServerHtml)
    return (
      // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the clicks are on buttons in the server's HTML
      <div
        ref={grid}
        suppressHydrationWarning
        dangerouslySetInnerHTML={{ __html: '' }}
        onClick={({ currentTarget, target }: MouseEvent<HTMLDivElement>) => {
          const button = target instanceof Element ? target.closest('button') : null
          clicked.current = button ? placeOf(button, currentTarget) : undefined
        }}
      />
    )
  return <div className={styles.placeholder} />
}

/** Where to find a button again after its grid was replaced. By its name, because meanwhile its shift may have gone. */
interface ButtonPlace {
  name: string
  /** The position among the buttons of this name. */
  position: number
}

function placeOf(button: HTMLButtonElement, grid: Element): ButtonPlace {
  const name = nameOf(button)
  return { name, position: buttonsNamed(name, grid).indexOf(button) }
}

const buttonsNamed = (name: string, grid: Element) =>
  [...grid.querySelectorAll('button')].filter((button) => nameOf(button) === name)

const nameOf = (button: HTMLButtonElement): string => button.ariaLabel ?? button.textContent
