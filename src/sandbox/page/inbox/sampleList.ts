import type { NewInboxMessage } from '../../control/contract';
import type { Texts } from '../texts';

/** What Salesbot writes, and no manager types: a list (kommo-chat-api.md §11.4). */
export function sampleList(t: Texts): Pick<NewInboxMessage, 'text' | 'list'> {
  const { words, header, body, footer, button, today, tomorrow, rows, free } = t.talk.samples.list;
  return {
    text: words,
    list: {
      header,
      body,
      footer,
      button,
      sections: [[today, 'today'] as const, [tomorrow, 'tomorrow'] as const].map(([title, day]) => ({
        title,
        rows: rows.map((row, index) => ({ callbackData: `${day}-${index}`, title: row, description: free })),
      })),
    },
  };
}
