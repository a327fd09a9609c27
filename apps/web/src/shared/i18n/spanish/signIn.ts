import type { SignInTexts } from '../english/signIn.ts'

/** The texts of the sign-in page. */
export const signIn = (): SignInTexts => ({
  documentTitle: 'Iniciar sesión',
  promise: 'Todos los turnos abiertos que puedes tomar, en un solo calendario.',
  switchedOff: 'Cerraste sesión. Aquí no se puede iniciar sesión con el número de trabajador (DEMO_SIGN_IN).',
  language: 'Idioma',
  workers: 'Trabajadores de prueba',
  worker: (id: number) => `trabajador ${id}`,
  asAnother: 'O inicia sesión con otro número',
  asWorker: 'Inicia sesión con tu número',
  workerId: 'Número',
  submit: 'Entrar',
  problem: {
    NOT_AN_ID: 'El número de trabajador es un número entero, como 101.',
    NO_SUCH_ID: 'No hay ningún trabajador con ese número.',
    UNKNOWN_WORKER: (id: number) => `No hay ningún trabajador ${id}.`,
    SWITCHED_OFF: 'Aquí no se puede iniciar sesión con el número de trabajador.',
    UNAVAILABLE: 'Ahora no se puede iniciar sesión. Inténtalo de nuevo en un momento.',
  },
})
