/** Stands in for the server's declaration, which would bring the types of the database along. */
export type Context = object
