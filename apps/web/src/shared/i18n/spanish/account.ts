import type { AccountTexts } from '../english/account.ts'

/** The texts of what the account's menu offers. */
export const account = (): AccountTexts => ({
  language: 'Idioma',
  theme: 'Colores',
  themes: { light: 'Claro', dark: 'Oscuro', system: 'Sistema' },
  signOut: 'Cerrar sesión',
})
