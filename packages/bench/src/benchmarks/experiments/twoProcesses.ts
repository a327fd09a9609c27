import cluster from 'node:cluster'

// The host twice, on one port.

if (cluster.isPrimary) {
  for (let n = 0; n < 2; n++) cluster.fork()
} else {
  await import('../../../../../apps/server/src/main.ts')
}
