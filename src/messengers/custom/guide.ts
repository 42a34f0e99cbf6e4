import type { GuideStep } from '../contract';
import { say } from './phrases';

/** How a service is connected (webhook.md §1). */
export const guide: readonly GuideStep[] = [
  { title: say('custom.guide.service').text, text: say('custom.guide.service.how').text, fields: [] },
  { title: say('custom.guide.address').text, text: say('custom.guide.address.how').text, fields: ['serviceUrl'] },
  {
    title: say('custom.guide.secrets').text,
    text: say('custom.guide.secrets.how').text,
    fields: ['outboundSecret', 'inboundSecret'],
  },
];
