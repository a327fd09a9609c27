import { constants } from 'node:zlib'
import type { FastifyCompressOptions } from '@fastify/compress'

/**
 * Below a kilobyte nothing is won. A page is compressed in one go, which takes less than a millisecond, and that is less
 * than to make a stream for it. Each piece of a stream is sent on at once, and at a level that keeps up with it.
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
