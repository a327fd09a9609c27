import 'server-only'
import { cookies } from 'next/headers'
import { cookieAttributes } from './cookieAttributes.ts'

export const signOutPath = '/sign-out'

const name = 'sign-out'
const maxAge = 60

/** Keeps the address at which the identity provider ends its session, for the page that leads there. */
export async function keepSignOutAddress(address: string): Promise<void> {
  const store = await cookies()
  store.set(name, address, await cookieAttributes({ path: signOutPath, maxAge }))
}

/** The address that was kept less than a minute ago; undefined if there is none. */
export async function signOutAddress(): Promise<string | undefined> {
  const store = await cookies()
  return store.get(name)?.value
}
