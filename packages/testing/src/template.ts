declare module 'vitest' {
  export interface ProvidedContext {
    /** A database of the test server that is never cloned, so that it may have connections at any time. */
    testServerUrl: string
    /** The same database through PgBouncer, if the run uses one. */
    pgBouncerUrl?: string
    /** A folder for files that tests write. Removed after the run. */
    testFolder: string
  }
}

/** The migrated database of which every test database is a clone. */
export const templateDatabase = 'shifts_template'
