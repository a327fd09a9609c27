import { missingDocuments } from './english/missingDocuments.ts'

/** The texts about the documents that a shift requires and the worker lacks, in the viewer's language. */
export const useMissingDocumentTexts = (): typeof missingDocuments => missingDocuments
