import { createCallQueue, type RunCall } from './callQueue.ts'
import { createExportLimit, createWatchLimit, type OpenStream } from './openStreams.ts'
import { createRefusalLog, type LogRefusal } from './refusalLog.ts'

/** What one caller may have at once, so that none starves the others. Lives as long as the process. */
export interface Limits {
  runCall: RunCall
  openWatch: OpenStream
  openExport: OpenStream
  logRefusal: LogRefusal
}

/** `exportConnections`: how many database connections there are for exports. */
export const createLimits = ({ exportConnections = 1 } = {}): Limits => ({
  runCall: createCallQueue(),
  openWatch: createWatchLimit(),
  openExport: createExportLimit(exportConnections),
  logRefusal: createRefusalLog(),
})
