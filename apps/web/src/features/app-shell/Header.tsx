import type { RouterOutputs } from '@shifts/api'
import { signOut } from '@/server/actions.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { Brand } from '@/ui/Brand.tsx'
import styles from './Header.module.css'

export function Header({ worker }: { worker: RouterOutputs['worker']['byId'] | undefined }) {
  const texts = useTexts()
  return (
    <header className={styles.header}>
      <Brand />
      {worker && (
        <p className={styles.worker}>
          <bdi className={styles.name}>{worker.name}</bdi>
          <span className={styles.profession}>{worker.profession}</span>
        </p>
      )}
      <form action={signOut}>
        <button type="submit" className={styles.signOut}>
          {texts.action.signOut}
        </button>
      </form>
    </header>
  )
}
