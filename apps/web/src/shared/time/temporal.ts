import type { Temporal as TemporalApi } from 'temporal-polyfill'

declare global {
  // Not in TypeScript's library yet, and missing in Node and in some browsers.
  var Temporal: typeof TemporalApi | undefined
}

// Only where it is missing is the polyfill loaded: it is 19 kB.
const temporal = globalThis.Temporal ?? (await import('temporal-polyfill')).Temporal

export { temporal as Temporal }
export type PlainDate = TemporalApi.PlainDate
