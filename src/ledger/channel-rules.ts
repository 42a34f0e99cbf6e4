import type { ChannelRecord } from './integrations';

/** What Kommo's support has set up for a channel and deliveries to Kommo act on; `null`: not known. */
export type ChannelRules = Pick<ChannelRecord, 'storesFiles' | 'reactions' | 'quoting'>;

/** Columns of `integrations`. */
export interface ChannelRulesRow {
  readonly stores_files: boolean | null;
  readonly reactions_all: boolean | null;
  readonly reactions_list: string[] | null;
  readonly quoting: boolean | null;
}

export function channelRulesOf(row: ChannelRulesRow): ChannelRules {
  return { storesFiles: row.stores_files, reactions: reactionsOf(row), quoting: row.quoting };
}

function reactionsOf({ reactions_all: all, reactions_list: list }: ChannelRulesRow): ChannelRecord['reactions'] {
  if (all === null) return null;
  if (all) return 'all';
  return list === null || list.length === 0 ? 'none' : list;
}
