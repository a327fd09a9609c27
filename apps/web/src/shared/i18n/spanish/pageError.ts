import type { PageErrorTexts } from '../english/pageError.ts'

/** The texts shown in place of a page that threw an error. */
export const pageError = (): PageErrorTexts => ({
  title: 'Algo falló de nuestro lado',
  text: (digest: string | undefined) =>
    digest
      ? `No se pudo mostrar la página. Menciona ${digest} si nos avisas.`
      : 'No se pudo mostrar la página.',
  tryAgain: 'Intentar de nuevo',
})
