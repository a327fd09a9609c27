/** Of no concern to a client, and it would bring the database's types along. */
export type Context = object
