/** The texts of the sign-in page. */
export const signIn = () => ({
  documentTitle: 'Sign in',
  promise: 'Every open shift that you may take, on one calendar.',
  switchedOff: 'You are not signed in. Signing in by worker id is switched off here (DEMO_SIGN_IN).',
  language: 'Language',
  workers: 'Workers to try',
  worker: (id: number) => `worker ${id}`,
  asAnother: 'Or sign in as another worker',
  asWorker: 'Sign in as a worker',
  workerId: 'Worker id',
  submit: 'Sign in',
  withProvider: 'Sign in',
  signOut: {
    title: 'You are signed out of Open Shifts',
    atProvider: 'Sign out of the sign-in service too',
  },
  noWorker: {
    title: 'No worker belongs to your account',
    text: 'Signing in worked, but nobody has linked your account to a worker yet. Ask the people who manage your shifts to link it, and tell them:',
    account: 'Your account',
    provider: 'Sign-in service',
    write: (email: string) => `Write to ${email}`,
    again: 'Try again',
    asAnother: 'Use another account',
    unknown: 'Sign in to see whether your account is linked.',
  },
  problem: {
    NOT_AN_ID: 'A worker id is a whole number, such as 101.',
    NO_SUCH_ID: 'There is no worker with such an id.',
    UNKNOWN_WORKER: (id: number) => `There is no worker ${id}.`,
    SWITCHED_OFF: 'Signing in by worker id is switched off here.',
    PROVIDER_UNAVAILABLE: 'The sign-in service is not responding right now. Try again in a moment.',
    CANCELLED: 'You cancelled signing in. Sign in to see your shifts.',
    EXPIRED: 'Signing in took too long, or was started in another browser. Start again.',
    REFUSED: 'Signing in did not work. Start again.',
    UNAVAILABLE: 'Signing in does not work right now. Try again in a moment.',
  },
})

export type SignInTexts = ReturnType<typeof signIn>
