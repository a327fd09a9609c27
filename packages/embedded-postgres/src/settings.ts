const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
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
  // The client that caused an error reports it, so the log does not have to.
  log_min_messages: 'log',
  log_checkpoints: 'off',
}

/** Faster. A crash of the machine loses data, a crash of the server does not. */
const notDurable = { fsync: 'off', full_page_writes: 'off' }

export type WalLevel = 'minimal' | 'logical'

const walSettings = {
  // There is no replica. With minimal WAL, loading into a table truncated in the same transaction writes none.
  minimal: { wal_level: 'minimal', max_wal_senders: '0' },
  logical: { wal_level: 'logical' },
}

/** The settings as command-line options of the server. Given at each start, so that changes here also apply to existing data. */
export function serverOptions(
  port: number,
  { durable, walLevel }: { durable: boolean; walLevel: WalLevel },
): string {
  const all = { port: String(port), ...settings, ...walSettings[walLevel], ...(durable ? {} : notDurable) }
  return Object.entries(all)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
}
