import type { RouterOutputs } from '@shifts/api'

/** A worker to sign in as, where the demonstration allows it. */
export type DemoWorker = Pick<RouterOutputs['worker']['byId'], 'id' | 'name' | 'profession'>
