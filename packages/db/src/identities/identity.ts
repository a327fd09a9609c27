/** A person at an identity provider, as the provider's tokens name them. */
export interface Identity {
  /** The provider's address. */
  issuer: string
  /** The person's id at the provider. */
  subject: string
}
