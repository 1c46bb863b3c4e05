import type { EventArgs, EventSubscriber } from '@mikro-orm/core'

/** A row that was just made reads as it will be read again: what was not given is null, never undefined. */
export const knownAsNull: EventSubscriber = {
  beforeCreate: ({ entity, meta }: EventArgs<object>): void => {
    const row = entity as Record<string, unknown>
    for (const { name, nullable } of meta.props) if (nullable) row[name] ??= null
  },
}
