import type { OfflineTexts } from '../english/offline.ts'

export const offline = (): OfflineTexts => ({
  title: 'No tienes conexión',
  text: 'Esta página aún no se ha cargado.',
  myShifts: 'Mis turnos',
  showCalendar: 'Abrir el calendario',
})
