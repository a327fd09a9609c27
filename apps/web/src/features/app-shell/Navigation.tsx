'use client'

import { usePathname } from 'next/navigation'
import { useTexts } from '@/shared/i18n/texts.ts'
import { Icon } from '@/ui/Icon.tsx'
import { PageLink } from '@/ui/PageLink.tsx'
import styles from './Navigation.module.css'

const findIcon = 'M10.5 4a6.5 6.5 0 1 0 .01 0zM15.5 15.5 20 20'
const myShiftsIcon = 'M5 6h14v13H5zM5 10h14M9 3.5V7M15 3.5V7m-6 7.5 2 2 4-4'
const documentsIcon = 'M7 3.5h7l4 4v13H7zM14 3.5v4h4M10 12h5M10 16h5'

/** The places of the app: in the header of a wide page, at the bottom of a narrow one. */
export function Navigation() {
  const { places } = useTexts()
  const path = usePathname()
  const links = [
    { href: '/', text: places.find, icon: findIcon },
    { href: '/my-shifts', text: places.myShifts, icon: myShiftsIcon },
    { href: '/documents', text: places.documents, icon: documentsIcon },
  ]
  return (
    <nav className={styles.navigation} aria-label={places.title}>
      {links.map(({ href, text, icon }) => (
        <PageLink key={href} href={href} aria-current={path === href ? 'page' : undefined}>
          <Icon d={icon} size={20} />
          <span>{text}</span>
        </PageLink>
      ))}
    </nav>
  )
}
