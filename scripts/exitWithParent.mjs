// Loaded into a child process, so that it ends when its parent was killed, and frees its port.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
}, 500).unref()
