import { isServerLost, mayRunElsewhere } from '../errors.ts'
import { connect, type ConnectOptions, type Database, type DatabaseConnection } from './connect.ts'
import type { Replica, Replicas } from './replicas.ts'
import { currentPosition, type WalPosition } from './walPosition.ts'

/** A primary and its replicas, if there are any. */
export interface Servers extends Omit<DatabaseConnection, 'db'> {
  primary: Database<'primary'>
  /**
   * Runs a read on the first replica that is used, or on the primary if there is none. With a position, it runs there once the
   * replica has replayed the log up to the position, else on the primary. If the replica is lost meanwhile, the read is repeated
   * on another server.
   */
  read: <T>(run: (db: Database<'replica'>) => Promise<T>, position?: WalPosition) => Promise<T>
  /** The position that a read needs in order to see everything that is committed. Undefined without replicas: each read sees it. */
  position: () => Promise<WalPosition | undefined>
}

export interface ServersOptions extends ConnectOptions {
  /** The replicas, which others may share. */
  replicas?: Replicas | undefined
}

/** Pools of connections to the primary at `url` and to its replicas. */
export function connectServers(url: string, { replicas, ...options }: ServersOptions = {}): Servers {
  const primary = connect(url, options)
  if (replicas === undefined) return onlyServer(primary)
  const connections = new Map(replicas.all.map((replica) => [replica, connect(replica.url, options)]))
  const all = [primary, ...connections.values()]

  async function read<T>(
    run: (db: Database<'replica'>) => Promise<T>,
    position: WalPosition | undefined,
  ): Promise<T> {
    let replica: Replica | undefined
    while ((replica = replicas?.current()) !== undefined) {
      const connection = connections.get(replica)
      if (!connection || (position !== undefined && !(await replica.hasReplayed(position)))) break
      try {
        return await run(connection.db)
      } catch (error) {
        if (!mayRunElsewhere(error)) throw error
        if (!isServerLost(error)) break
        replica.leaveOut(error)
      }
    }
    return run(primary.db)
  }

  return {
    primary: primary.db,
    read,
    position: () => currentPosition(primary.db),
    poolUse: () => sum(all.map(({ poolUse }) => poolUse())),
    async close() {
      await Promise.all(all.map(({ close }) => close()))
    },
  }
}

/** The server runs every query. */
export const onlyServer = ({ db, ...connection }: DatabaseConnection): Servers => ({
  ...connection,
  primary: db,
  read: (run) => run(db),
  position: async () => undefined,
})

const sum = (uses: readonly ReturnType<DatabaseConnection['poolUse']>[]) => ({
  total: uses.reduce((total, use) => total + use.total, 0),
  idle: uses.reduce((total, use) => total + use.idle, 0),
  waiting: uses.reduce((total, use) => total + use.waiting, 0),
})
