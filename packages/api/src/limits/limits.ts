import { createCallQueue, type RunCall } from './callQueue.ts'
import { createExportLimit, createWatchLimit, type OpenStream } from './openStreams.ts'
import { createPacer, type Pacer } from './pacer.ts'
import { createRefusalLog, type LogRefusal } from './refusalLog.ts'

/** Limits what one caller may run at once, so that no caller slows down the others. A process has one instance. */
export interface Limits {
  runCall: RunCall
  openWatch: OpenStream
  openExport: OpenStream
  exportPacer: Pacer
  logRefusal: LogRefusal
}

/** `exportConnections`: how many database connections there are for exports. */
export const createLimits = ({ exportConnections = 1 } = {}): Limits => ({
  runCall: createCallQueue(),
  openWatch: createWatchLimit(),
  openExport: createExportLimit(exportConnections),
  exportPacer: createPacer(),
  logRefusal: createRefusalLog(),
})
