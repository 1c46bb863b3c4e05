/** Small workflows that need a secret opened or a cluster asked; the API waits for their results. */
export interface RequestActivities {
  /** Looks at a host over SSH and records its facts or why they could not be had. Records the host key at first use. */
  gatherFacts(hostId: string): Promise<void>
  /** Lets the cluster sign a person's certificate, and binds its identity; gives the certificate, PEM. */
  signAccess(request: AccessRequest): Promise<{ certificate: string; authority: string }>
  /** Removes the binding of an access, so that its certificate is of no use any more. */
  revokeAccess(accessId: string): Promise<void>
}

export interface AccessRequest {
  accessId: string
  /** PEM; made with the private key in the process that hands the kubeconfig out, which alone ever holds that key. */
  signingRequest: string
}
