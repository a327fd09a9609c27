import { requestLocale } from '@/server/preferences.ts'
import { loadTexts } from '@/shared/i18n/texts.ts'
import { Notice } from '@/ui/Notice.tsx'
import button from '@/ui/button.module.css'
import { PageLink } from '@/ui/PageLink.tsx'

export default async function ShiftNotFound() {
  const { action, shift } = await loadTexts(await requestLocale())
  return (
    <Notice title={shift.doesNotExist}>
      <PageLink href="/" className={button.button}>
        {action.showCalendar}
      </PageLink>
    </Notice>
  )
}
