import { signOut } from '@/server/actions.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { Notice } from '@/ui/Notice.tsx'
import button from '@/ui/button.module.css'

/** Shown if the account of the signed-in worker has been removed. */
export function UnknownWorker() {
  const texts = useTexts()
  return (
    <Notice title={texts.unknownWorker.title}>
      <p>{texts.unknownWorker.text}</p>
      <form action={signOut} data-signs-out>
        <button type="submit" className={button.primary}>
          {texts.unknownWorker.signInAgain}
        </button>
      </form>
    </Notice>
  )
}
