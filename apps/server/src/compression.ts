import { constants } from 'node:zlib'
import type { FastifyCompressOptions } from '@fastify/compress'

/** Below a kilobyte nothing is won. Each piece of a stream is sent on at once, and at a level that keeps up with it. */
export const compression: FastifyCompressOptions = {
  threshold: 1_024,
  encodings: ['br', 'gzip'],
  customTypes: /^text\/(?!event-stream)|^application\/(.+\+)?(json|x-ndjson|javascript)\b|^image\/svg/,
  brotliOptions: {
    flush: constants.BROTLI_OPERATION_FLUSH,
    params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
  },
  zlibOptions: { flush: constants.Z_SYNC_FLUSH, level: 5 },
}
