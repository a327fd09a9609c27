import { Temporal } from 'temporal-polyfill'

// Where it is missing, as in Node 24 and in some browsers. The polyfill's own installation would replace Intl.DateTimeFormat too.
globalThis.Temporal ??= Temporal
