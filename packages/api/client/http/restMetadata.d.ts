/** Replaces the server's declaration, because the OpenAPI document describes the REST routes. */
export type RestMetadata = object
