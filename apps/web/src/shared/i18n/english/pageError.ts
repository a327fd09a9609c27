/** The texts shown in place of a page that threw an error. */
export const pageError = () => ({
  title: 'Something went wrong on our side',
  text: (digest: string | undefined) =>
    digest
      ? `The page could not be shown. Quote ${digest} if you report it.`
      : 'The page could not be shown.',
  tryAgain: 'Try again',
})

export type PageErrorTexts = ReturnType<typeof pageError>
