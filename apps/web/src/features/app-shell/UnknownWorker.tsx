import { useTexts } from '@/shared/i18n/texts.ts'
import { Notice } from '@/ui/Notice.tsx'
import button from '@/ui/button.module.css'
import { SignOutForm } from './SignOutForm.tsx'

/** Shown if the account of the signed-in worker has been removed. */
export function UnknownWorker() {
  const texts = useTexts()
  return (
    <Notice title={texts.unknownWorker.title}>
      <p>{texts.unknownWorker.text}</p>
      <SignOutForm>
        <button type="submit" className={button.primary}>
          {texts.unknownWorker.signInAgain}
        </button>
      </SignOutForm>
    </Notice>
  )
}
