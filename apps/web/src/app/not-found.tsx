import Link from 'next/link'
import { Notice } from '@/ui/Notice.tsx'

export default function NotFound() {
  return (
    <Notice title="There is no such page">
      <Link href="/">Open the calendar</Link>
    </Notice>
  )
}
