/** Every table that the seed fills. */
export const tables = ['worker', 'facility', 'document', 'facility_requirement', 'document_worker', 'shift'] as const
