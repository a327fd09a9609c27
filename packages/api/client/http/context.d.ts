/** Replaces the server's declaration, which would need the types of the database. */
export type Context = object
