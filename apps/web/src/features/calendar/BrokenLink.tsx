import Link from 'next/link'
import { Notice } from '@/ui/Notice.tsx'

export function BrokenLink() {
  return (
    <Notice title="This link does not work">
      <p>
        It names a view, a date or a facility that makes no sense. Perhaps it was cut short when it was
        copied.
      </p>
      <Link href="/">Open the calendar</Link>
    </Notice>
  )
}
