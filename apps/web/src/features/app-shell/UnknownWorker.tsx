import { signOut } from '@/server/actions.ts'
import { Notice } from '@/ui/Notice.tsx'
import button from '@/ui/button.module.css'

/** For a session that has outlived its worker's account. */
export function UnknownWorker() {
  return (
    <Notice title="This account is no longer there">
      <p>You are signed in as a worker who has been removed.</p>
      <form action={signOut}>
        <button type="submit" className={button.primary}>
          Sign in again
        </button>
      </form>
    </Notice>
  )
}
