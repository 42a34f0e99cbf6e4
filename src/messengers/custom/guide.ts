import type { GuideStep } from '../contract';
import { say } from './phrases';

/** How a service is connected (webhook.md §1). */
export const guide: readonly GuideStep[] = [
  { title: say('custom.guide.service'), text: say('custom.guide.service.how'), fields: [] },
  { title: say('custom.guide.address'), text: say('custom.guide.address.how'), fields: ['serviceUrl'] },
  {
    title: say('custom.guide.secrets'),
    text: say('custom.guide.secrets.how'),
    fields: ['outboundSecret', 'inboundSecret'],
  },
];
