export { AccountChoices } from './AccountChoices.tsx'
export { AppShell } from './AppShell.tsx'
