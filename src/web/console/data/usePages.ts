import { useState } from 'react';
import type { Answer, Client } from '../session/client';
import { type Asked, useAsked } from './useAsked';

export interface Pages<Row> extends Asked<readonly Row[]> {
  /** One page more; null: all is there. */
  readonly more: (() => void) | null;
}

interface Read<Row> {
  readonly rows: readonly Row[];
  readonly whole: boolean;
}

const PAGE = 50;

/** A list of the admin API, as far as it was asked for. @param path with its filters. @param name of the field with the rows. */
export function usePages<Row>(path: string, name: string, everyMs?: number): Pages<Row> {
  const [asked, setAsked] = useState({ path, count: 1 });
  const count = asked.path === path ? asked.count : 1;
  const { data, fault, again } = useAsked<Read<Row>>(
    path,
    (client) => readPages<Row>(client, path, name, count),
    everyMs,
  );
  const more =
    data === null || data.whole
      ? null
      : () => {
          setAsked({ path, count: count + 1 });
          again();
        };
  return { data: data?.rows ?? null, fault, again, more };
}

async function readPages<Row>(client: Client, path: string, name: string, count: number): Promise<Answer<Read<Row>>> {
  const rows: Row[] = [];
  let after = '';
  for (let page = 0; page < count; page += 1) {
    const mark = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
    const answer = await client.get<Record<string, unknown>>(
      `${path}${path.includes('?') ? '&' : '?'}limit=${PAGE}${mark}`,
    );
    if (!answer.ok) return answer;
    rows.push(...(answer.value[name] as readonly Row[]));
    const { next } = answer.value;
    if (typeof next !== 'string') return { ok: true, value: { rows, whole: true } };
    after = next;
  }
  return { ok: true, value: { rows, whole: false } };
}
