import { redirect } from 'next/navigation'
import { DeletePages } from '@/features/offline/index.ts'
import { SignOutCard } from '@/features/sign-in/index.ts'
import { loadSignInTexts } from '@/shared/i18n/signInTexts.ts'
import { requestLocale } from '@/server/preferences.ts'
import { signOutAddress } from '@/server/signOutAddress.ts'

/** Leads to the identity provider, which ends its own session. The copies of pages are deleted before. */
export default async function SignOutPage() {
  const address = await signOutAddress()
  if (address === undefined) redirect('/sign-in')
  return (
    <>
      <DeletePages then={address} />
      <SignOutCard address={address} texts={await loadSignInTexts(await requestLocale())} />
    </>
  )
}
