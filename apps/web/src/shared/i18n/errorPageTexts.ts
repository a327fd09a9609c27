import { errorPages } from './english/errorPages.ts'

/** The texts of the pages that report an error, in the viewer's language. */
export const useErrorPageTexts = (): typeof errorPages => errorPages
