import type { RouterOutputs } from '@shifts/api'
import { signOut } from '@/server/actions.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { Brand } from '@/ui/Brand.tsx'
import styles from './Header.module.css'
import { HomeButton } from './HomeButton.tsx'
import { Navigation } from './Navigation.tsx'

export function Header({ worker }: { worker: RouterOutputs['worker']['byId'] | undefined }) {
  const texts = useTexts()
  return (
    <header className={styles.header}>
      <Brand />
      <Navigation />
      {worker && (
        <p className={styles.worker}>
          <bdi className={styles.name}>{worker.name}</bdi>
          <span className={styles.profession}>{worker.profession}</span>
        </p>
      )}
      <HomeButton />
      <form action={signOut}>
        <button type="submit" className={styles.quiet}>
          {texts.action.signOut}
        </button>
      </form>
    </header>
  )
}
