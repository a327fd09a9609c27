import type { GlobalErrorTexts } from '../english/globalError.ts'

/** The texts shown where nothing of the app can be. */
export const globalError = (): GlobalErrorTexts => ({
  documentTitle: 'Algo falló · Open Shifts',
  title: 'Algo falló de nuestro lado',
  text: 'No se pudo mostrar la página. Vuelve a cargarla en un momento.',
})
