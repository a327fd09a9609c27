/** Stands in for the server's declaration: the OpenAPI document describes the REST routes. */
export type RestMetadata = object
