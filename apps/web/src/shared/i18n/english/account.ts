/** The texts of what the account's menu offers. */
export const account = () => ({
  language: 'Language',
  theme: 'Colors',
  themes: { light: 'Light', dark: 'Dark', system: 'System' },
  signOut: 'Sign out',
})

export type AccountTexts = ReturnType<typeof account>
