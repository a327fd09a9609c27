import { documents } from './english/documents.ts'

export type DocumentsTexts = typeof documents

/** The texts of the page of documents, in the viewer's language. */
export const useDocumentsTexts = (): DocumentsTexts => documents
