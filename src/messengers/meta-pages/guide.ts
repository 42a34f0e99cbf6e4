import type { GuideStep } from '../contract';
import { sayMeta } from '../graph/guide-phrases';
import type { Words } from '../../model/words';
import { sayPages } from './guide-phrases';

const APPS = { href: 'https://developers.facebook.com/apps/', text: sayMeta('meta.guide.app.link') };

/** How a Page is connected with pasted credentials (facebook.md §1). @param how each step is done in this product */
export function pageGuide(how: {
  readonly app: Words;
  readonly token: Words;
  readonly publish: Words;
}): readonly GuideStep[] {
  return [
    { title: sayMeta('meta.guide.app'), text: how.app, link: APPS, fields: ['appId', 'appSecret'] },
    {
      title: sayPages('meta-pages.guide.token'),
      text: how.token,
      link: { href: 'https://developers.facebook.com/tools/explorer/', text: sayPages('meta-pages.guide.token.link') },
      fields: ['pageId', 'pageAccessToken'],
    },
    { title: sayMeta('meta.guide.publish'), text: how.publish, link: APPS, fields: ['humanAgent'] },
  ];
}
