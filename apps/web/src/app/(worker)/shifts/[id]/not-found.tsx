import { app } from '@/shared/i18n/english/app.ts'
import { Notice } from '@/ui/Notice.tsx'
import button from '@/ui/button.module.css'
import { PageLink } from '@/ui/PageLink.tsx'

export default function ShiftNotFound() {
  return (
    <Notice title={app.shift.doesNotExist}>
      <PageLink href="/" className={button.button}>
        {app.action.showCalendar}
      </PageLink>
    </Notice>
  )
}
