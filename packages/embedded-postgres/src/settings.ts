const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Nothing replicates from it. With minimal WAL, a load into a table truncated in the same transaction skips it.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  maintenance_work_mem: '256MB',
  work_mem: '32MB',
  random_page_cost: '1.1',
  max_connections: '100',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The client that caused an error reports it; here it would only make the log grow.
  log_min_messages: 'log',
  log_checkpoints: 'off',
}

/** Faster; a crash of the machine loses data, a crash of the server does not. */
const throwAway = { fsync: 'off', full_page_writes: 'off' }

/** The server's command line. Given at each start, so that a change here also reaches data that is there. */
export function serverOptions(port: number, durable: boolean): string {
  const all = { port: String(port), ...settings, ...(durable ? {} : throwAway) }
  return Object.entries(all)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
}
