import { createHmac } from 'node:crypto'
import { authSecret } from './app.ts'

/** A token with these claims, signed as the web app signs its tokens. */
export function signToken(claims: object): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${encode({ alg: 'HS256' })}.${encode({ iss: 'open-shifts', aud: 'open-shifts', ...claims })}`
  return `${signed}.${createHmac('sha256', authSecret).update(signed).digest('base64url')}`
}
