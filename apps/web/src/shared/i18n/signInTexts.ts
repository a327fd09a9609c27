import { signIn } from './english/signIn.ts'

export type SignInTexts = typeof signIn

/** The texts of the sign-in page, in the viewer's language. */
export const useSignInTexts = (): SignInTexts => signIn
