import { isAnswer } from '@/lib/failure.ts'
import { isolate } from '@/ui/bidi.ts'

/** Why the worker did not get a shift, or could not give it back. */
export interface Refusal {
  complaints: string[]
  /** Whether it makes sense to try the same again. */
  mayTryAgain: boolean
  /** Whether it may have been done all the same: there was no answer that says so. */
  isUncertain: boolean
}

const conflicts = {
  ALREADY_CLAIMED: 'Somebody else took this shift a moment before you.',
  OVERLAPS_CLAIMED: 'It overlaps a shift that you already have.',
  ALREADY_STARTED: 'It has already started.',
  NOT_CLAIMED_BY_WORKER: 'You do not have this shift any more.',
}

interface Reason {
  message: string
  documents?: { name: string }[] | undefined
}

/** What the API says of a reason, with the documents' names so marked that they cannot reorder the sentence. */
export const inWords = ({ message, documents = [] }: Reason): string =>
  documents.reduce((text, { name }) => text.replace(name, () => isolate(name)), message)

export function toRefusal(error: unknown): Refusal {
  if (!isAnswer(error) || !error.data) {
    return {
      complaints: [
        'The service could not be reached, so this may or may not have gone through.',
        'Check your connection and try again.',
      ],
      mayTryAgain: true,
      isUncertain: true,
    }
  }
  const { reason, reasons, httpStatus } = error.data
  if (reason) return { complaints: [conflicts[reason]], mayTryAgain: false, isUncertain: false }
  if (reasons) return { complaints: reasons.map(inWords), mayTryAgain: false, isUncertain: false }
  const isUncertain = httpStatus >= 500
  return { complaints: [error.message], mayTryAgain: httpStatus === 429 || isUncertain, isUncertain }
}

/** Whether the worker could not give a shift back because it does not have it. */
export const isNotClaimed = (error: unknown) =>
  isAnswer(error) && error.data?.reason === 'NOT_CLAIMED_BY_WORKER'
