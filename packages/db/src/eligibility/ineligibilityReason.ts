import type { DocumentName } from '../documents/documentName.ts'

/** One of the six clauses does not hold. */
export interface IneligibilityReason {
  code:
    | 'FACILITY_INACTIVE'
    | 'SHIFT_DELETED'
    | 'WORKER_INACTIVE'
    | 'SHIFT_CLAIMED'
    | 'DOCUMENTS_MISSING'
    | 'PROFESSION_MISMATCH'
  /** The missing documents, for DOCUMENTS_MISSING. */
  documents?: DocumentName[]
}
