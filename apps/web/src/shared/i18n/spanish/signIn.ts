import type { SignInTexts } from '../english/signIn.ts'

/** The texts of the sign-in page. */
export const signIn = (): SignInTexts => ({
  documentTitle: 'Iniciar sesión',
  promise: 'Todos los turnos abiertos que puedes tomar, en un solo calendario.',
  switchedOff:
    'No has iniciado sesión. Aquí no se puede iniciar sesión con el número de trabajador (DEMO_SIGN_IN).',
  language: 'Idioma',
  workers: 'Trabajadores de prueba',
  worker: (id: number) => `trabajador ${id}`,
  asAnother: 'O inicia sesión con otro número',
  asWorker: 'Inicia sesión con tu número',
  workerId: 'Número',
  submit: 'Entrar',
  withProvider: 'Iniciar sesión',
  signOut: {
    title: 'Cerraste tu sesión en Open Shifts',
    atProvider: 'Cerrar también la del servicio de inicio de sesión',
  },
  noWorker: {
    title: 'Tu cuenta no está asociada a ningún trabajador',
    text: 'Tu cuenta es correcta, pero nadie la ha asociado todavía a un trabajador. Pide a quienes gestionan tus turnos que la asocien y diles:',
    account: 'Tu cuenta',
    provider: 'Servicio de inicio de sesión',
    write: (email: string) => `Escribe a ${email}`,
    again: 'Intentar de nuevo',
    asAnother: 'Usar otra cuenta',
    unknown: 'Inicia sesión para ver si tu cuenta está asociada.',
  },
  problem: {
    NOT_AN_ID: 'El número de trabajador es un número entero, como 101.',
    NO_SUCH_ID: 'No hay ningún trabajador con ese número.',
    UNKNOWN_WORKER: (id: number) => `No hay ningún trabajador ${id}.`,
    SWITCHED_OFF: 'Aquí no se puede iniciar sesión con el número de trabajador.',
    PROVIDER_UNAVAILABLE:
      'El servicio de inicio de sesión no responde ahora. Inténtalo de nuevo en un momento.',
    CANCELLED: 'Cancelaste el inicio de sesión. Inicia sesión para ver tus turnos.',
    EXPIRED: 'El inicio de sesión tardó demasiado o comenzó en otro navegador. Empieza de nuevo.',
    REFUSED: 'No se pudo iniciar sesión. Empieza de nuevo.',
    UNAVAILABLE: 'Ahora no se puede iniciar sesión. Inténtalo de nuevo en un momento.',
  },
})
