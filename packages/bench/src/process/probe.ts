// Loaded into a measured process: tells what it has used when it is asked, and ends with who measures it.
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMs: (user + system) / 1_000, residentBytes: process.memoryUsage.rss() })
})
process.on('disconnect', () => process.exit())
process.channel?.unref()
