import type { FeedTexts } from '../english/feeds.ts'

export const feeds = (): FeedTexts => ({
  text: 'El calendario de tu teléfono o computadora puede mostrar tus turnos y mantenerlos al día.',
  add: 'Qué muestra',
  claimed: 'Mis turnos',
  eligible: 'Turnos que puedo tomar, con mi filtro',
  creating: 'Creando una dirección…',
  notCreated: 'No se creó ninguna dirección.',
  tooMany: 'Ya tienes 20 calendarios conectados, el máximo permitido. Desconecta uno primero.',
  created: 'La dirección de tu calendario',
  once: 'Solo se muestra ahora. Quien la tenga puede ver estos turnos, así que no la compartas.',
  copy: 'Copiar',
  copied: 'Dirección copiada.',
  copyByHand: 'No se pudo copiar. Selecciona la dirección y cópiala.',
  open: 'Abrir en mi calendario',
  google:
    'Google Calendar: en una computadora, elige Otros calendarios, luego Desde URL, y pega la dirección.',
  apple: 'iPhone y Mac: ábrela en la aplicación de calendario y confirma.',
  outlook: 'Outlook: elige Agregar calendario, luego Suscribirse desde la web, y pega la dirección.',
  existing: 'Calendarios que conectaste',
  none: 'Todavía ninguno.',
  since: (day: string) => `desde: ${day}`,
  end: 'Desconectar',
  endOf: (kind: string, day: string) => `Desconectar: ${kind}, desde: ${day}`,
  ended: 'Desconectado. Ese calendario ya no se actualiza.',
  notEnded: 'Sigue conectado.',
  states: {
    loaded: '',
    loading: 'Cargando…',
    offline: 'No tienes conexión, así que tus calendarios no se han cargado.',
    failed: 'No se pudieron cargar tus calendarios.',
  },
})
