// Replaced by buildServiceWorker.ts.

/** The id of the build. */
declare const BUILD_ID: string
/** The addresses of the static files of the build. */
declare const STATIC_FILES: string[]
