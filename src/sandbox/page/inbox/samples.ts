import type { NewInboxMessage } from '../../control/contract';
import type { Texts } from '../texts';

/** What Salesbot and templates write, and no manager types: a WhatsApp list and a template (kommo-chat-api.md §11.4). */
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

const TEMPLATE = 7_103;
const ORDER = '15926745';

export function sampleTemplate(t: Texts): Pick<NewInboxMessage, 'text' | 'template'> {
  return {
    text: t.talk.samples.template,
    template: {
      id: TEMPLATE,
      externalId: 'order_on_its_way',
      content: t.talk.samples.templateRaw,
      params: [{ key: '{{lead.id}}', value: ORDER }],
    },
  };
}
