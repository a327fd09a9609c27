import { constants } from 'node:zlib'
import type { FastifyCompressOptions } from '@fastify/compress'

/**
 * Compressing less than a kilobyte gains nothing. A page of shifts is compressed synchronously, which takes less than a
 * millisecond, and less than creating a stream. Streams are flushed after each chunk, and compressed at a level that keeps
 * up with them.
 */
export const compression: FastifyCompressOptions = {
  threshold: 1_024,
  syncThreshold: 131_072,
  encodings: ['br', 'gzip'],
  customTypes: /^text\/(?!event-stream)|^application\/(.+\+)?(json|x-ndjson|javascript)\b|^image\/svg/,
  brotliOptions: {
    flush: constants.BROTLI_OPERATION_FLUSH,
    params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
  },
  zlibOptions: { flush: constants.Z_SYNC_FLUSH, level: 5 },
}
