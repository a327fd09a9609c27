import type { NotFoundTexts } from '../english/notFound.ts'

/** The texts shown for an address without a page. */
export const notFound = (): NotFoundTexts => ({
  title: 'Esa página no existe',
  text: 'Puede que la dirección tenga un error o que se cortara al copiarla.',
  showCalendar: 'Abrir el calendario',
})
