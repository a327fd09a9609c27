import { isAnswer } from '@/client/failure.ts'

/** Why the worker did not get a shift, or could not give it back. */
export interface Refusal {
  complaints: string[]
  /** Whether it makes sense to try the same again. */
  mayTryAgain: boolean
}

const conflicts = {
  ALREADY_CLAIMED: 'Somebody else took this shift a moment before you.',
  OVERLAPS_CLAIMED: 'It overlaps a shift that you already have.',
  ALREADY_STARTED: 'It has already started.',
  NOT_CLAIMED_BY_WORKER: 'You do not have this shift any more.',
}

export function toRefusal(error: unknown): Refusal {
  if (!isAnswer(error) || !error.data) {
    return {
      complaints: ['The service could not be reached. Check your connection and try again.'],
      mayTryAgain: true,
    }
  }
  const { reason, reasons, httpStatus } = error.data
  if (reason) return { complaints: [conflicts[reason]], mayTryAgain: false }
  if (reasons) return { complaints: reasons.map(({ message }) => message), mayTryAgain: false }
  return { complaints: [error.message], mayTryAgain: httpStatus === 429 || httpStatus >= 500 }
}

/** Whether the worker could not give a shift back because it does not have it. */
export const isNotClaimed = (error: unknown) =>
  isAnswer(error) && error.data?.reason === 'NOT_CLAIMED_BY_WORKER'
