import type { RouterOutputs } from '@shifts/api'
import type { ReactNode } from 'react'
import { Brand } from '@/ui/Brand.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import styles from './Header.module.css'
import { Navigation } from './Navigation.tsx'

interface HeaderProps {
  worker: RouterOutputs['worker']['byId'] | undefined
  /** What the account's menu offers besides the home. */
  account: ReactNode
}

export const Header = ({ worker, account }: HeaderProps) => (
  <header className={styles.header}>
    <Brand />
    <Navigation />
    <AccountMenu worker={worker}>{account}</AccountMenu>
  </header>
)
