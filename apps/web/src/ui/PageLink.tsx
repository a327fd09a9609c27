import type { ComponentProps } from 'react'

/** A link to another page, by a full load: next/link would add 8 kB to the scripts of every page. */
export const PageLink = ({ children, ...props }: ComponentProps<'a'> & { href: string }) => (
  <a {...props}>{children}</a>
)
