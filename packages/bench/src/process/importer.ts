import { importDatabase } from '@shifts/import'

// Imports the database of the second argument into that of the first, and sends the time and the peak of this process's memory.
const [target = '', from = ''] = process.argv.slice(2)
const { seconds, tables } = await importDatabase(target, {
  from,
  map: [],
  timeZone: 'UTC',
  sourceTimeZone: 'UTC',
  replace: false,
})
process.send?.({ seconds, tables, peakBytes: process.resourceUsage().maxRSS * 1024 })
