import cluster from 'node:cluster'

// Runs the host in two processes that share a port.

if (cluster.isPrimary) {
  for (let n = 0; n < 2; n++) cluster.fork()
} else {
  await import('../../../../../apps/server/src/main.ts')
}
