import 'server-only'
import { consistencyHeader } from '@shifts/api'
import { cookies } from 'next/headers'
import { cookieAttributes } from './cookieAttributes.ts'

const name = 'consistency'

/** A replica is far less behind than this many seconds, or left out. */
const maxAge = 60

/** The consistency token of the visitor's last change, as the cookie has it. */
export const consistencyToken = async (): Promise<string | undefined> => (await cookies()).get(name)?.value

/** Keeps the consistency token of the response, if it has one, so that the next pages show what was changed. */
export async function keepConsistencyToken({ headers }: Response): Promise<void> {
  const token = headers.get(consistencyHeader)
  if (token !== null) (await cookies()).set(name, token, await cookieAttributes({ path: '/', maxAge }))
}
