interface Page<Node> {
  nodes: Node[]
  pageInfo: { endCursor: string | null; hasNextPage: boolean }
}

/** The API gives at most so many at once. */
const pageSize = 100

/** The first `limit` nodes of a connection, page by page. */
export const collect = async <Node>(
  fetchPage: (page: { first: number; after?: string }) => Promise<Page<Node>>,
  limit = Infinity,
): Promise<Node[]> => {
  const found: Node[] = []
  let after: string | undefined
  while (found.length < limit) {
    const first = Math.min(pageSize, limit - found.length)
    const { nodes, pageInfo } = await fetchPage({ first, ...(after !== undefined && { after }) })
    found.push(...nodes)
    if (!pageInfo.hasNextPage || pageInfo.endCursor === null) break
    after = pageInfo.endCursor
  }
  return found
}
