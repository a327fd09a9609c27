import type { RouterOutputs } from '@shifts/api'

/** A worker offered on the sign-in page of a demonstration. */
export type DemoWorker = Pick<RouterOutputs['worker']['byId'], 'id' | 'name' | 'profession'>
