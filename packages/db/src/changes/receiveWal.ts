import type { Client } from 'pg'
import { formatWalPosition } from '../client/walPosition.ts'

export interface ReceivedWal {
  /** How many messages have arrived. */
  messages: () => number
  /** The LSN up to which the log has arrived, such as 16/B374D848. */
  position: () => string
  /** Tells the server that the log has arrived, so that it need not keep it. The server responds at once. */
  acknowledge: () => void
}

/** The messages of the replication protocol begin with one of these bytes. */
const data = 'w'.charCodeAt(0)
const keepalive = 'k'.charCodeAt(0)

/** Where the log's own message begins in a message with data. */
const headerBytes = 25

/**
 * Receives the log on a connection that is about to start replication. Calls `onMessage` with each message of the output plugin, and
 * `onError` with an error that it throws.
 */
export function receiveWal(
  { connection }: Client,
  { onMessage, onError }: { onMessage: (message: Buffer) => void; onError: (error: unknown) => void },
): ReceivedWal {
  let messages = 0
  let position = 0n

  function acknowledge(): void {
    // CopyData, with the message "standby status update": written, flushed and applied up to the position.
    const message = Buffer.alloc(39)
    message.write('d')
    message.writeInt32BE(38, 1)
    message.write('r', 5)
    for (const offset of [6, 14, 22]) message.writeBigUInt64BE(position, offset)
    // Asks for a response.
    message.writeUInt8(1, 38)
    connection.stream.write(message)
  }

  connection.on('copyData', ({ chunk }: { chunk: Buffer }) => {
    messages++
    const lsn = chunk.readBigUInt64BE(1)
    if (lsn > position) position = lsn
    try {
      if (chunk[0] === data) onMessage(chunk.subarray(headerBytes))
    } catch (error) {
      onError(error)
    }
    if (chunk[0] === keepalive && chunk[17] === 1) acknowledge()
  })

  return {
    messages: () => messages,
    position: () => formatWalPosition(position),
    acknowledge,
  }
}
