import { signOut } from '@/server/actions.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { Notice } from '@/ui/Notice.tsx'
import button from '@/ui/button.module.css'

/** For a session that has outlived its worker's account. */
export function UnknownWorker() {
  const texts = useTexts()
  return (
    <Notice title={texts.unknownWorker.title}>
      <p>{texts.unknownWorker.text}</p>
      <form action={signOut}>
        <button type="submit" className={button.primary}>
          {texts.unknownWorker.signInAgain}
        </button>
      </form>
    </Notice>
  )
}
