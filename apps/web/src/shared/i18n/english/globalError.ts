/** The texts shown where nothing of the app can be. */
export const globalError = () => ({
  documentTitle: 'Something went wrong · Open Shifts',
  title: 'Something went wrong on our side',
  text: 'The page could not be shown. Load it again in a moment.',
})

export type GlobalErrorTexts = ReturnType<typeof globalError>
