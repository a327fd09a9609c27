/** Of no concern to a client: the OpenAPI document says the same. */
export type RestTwin = object
