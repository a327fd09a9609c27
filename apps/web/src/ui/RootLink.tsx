import type { ReactNode } from 'react'

/** A link to the calendar, by a full load: next/link would add 8 kB to the scripts of every page. */
export const RootLink = ({ children }: { children: ReactNode }) => (
  // oxlint-disable-next-line nextjs/no-html-link-for-pages -- a full load is fine here
  <a href="/">{children}</a>
)
