/** The texts of the sign-in page. */
export const signIn = () => ({
  documentTitle: 'Sign in',
  promise: 'Every open shift that you may take, on one calendar.',
  switchedOff: 'You are signed out. Signing in by worker id is switched off here (DEMO_SIGN_IN).',
  language: 'Language',
  workers: 'Workers to try',
  worker: (id: number) => `worker ${id}`,
  asAnother: 'Or sign in as another worker',
  asWorker: 'Sign in as a worker',
  workerId: 'Worker id',
  submit: 'Sign in',
  problem: {
    NOT_AN_ID: 'A worker id is a whole number, such as 101.',
    NO_SUCH_ID: 'There is no worker with such an id.',
    UNKNOWN_WORKER: (id: number) => `There is no worker ${id}.`,
    SWITCHED_OFF: 'Signing in by worker id is switched off here.',
    UNAVAILABLE: 'Signing in does not work right now. Try again in a moment.',
  },
})

export type SignInTexts = ReturnType<typeof signIn>
