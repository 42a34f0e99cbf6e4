import type { Language, SourceCheck } from '../../../src/api/settings/contract';
import { inWords } from '../../../src/words/in-words';
import { sayMeta } from '../../../src/messengers/graph/guide-phrases';
import { sayGuide as sayTelegram } from '../../../src/messengers/telegram/guide-phrases';
import { sayGuide as sayWhatsApp } from '../../../src/messengers/whatsapp/guide-phrases';
import type { Words } from '../../../src/model/words';

/** What Meta says of a number that works, in the words of the driver. */
export function whatsappChecks(language: Language = 'en'): readonly SourceCheck[] {
  const check = checksIn(language);
  const needed = 'whatsapp_business_messaging, whatsapp_business_management';
  const url = 'https://courier.flowers.example/hooks/whatsapp/8f14e45f-ceea-467f-a0b5-1c2d3e4f5a6b';
  return [
    check('token', sayMeta('meta.check.token'), sayMeta('meta.check.token.ok')),
    check('permissions', sayMeta('meta.check.permissions'), sayMeta('meta.check.permissions.ok', { needed })),
    check('number', sayWhatsApp('whatsapp.check.number'), sayWhatsApp('whatsapp.check.number.ok')),
    check('quality', sayWhatsApp('whatsapp.check.quality'), sayWhatsApp('whatsapp.check.quality.high')),
    check('subscription', sayWhatsApp('whatsapp.check.subscription'), sayWhatsApp('whatsapp.check.subscription.ok')),
    check('address', sayMeta('meta.check.address'), sayMeta('meta.check.address.ok', { url })),
    check('fields', sayWhatsApp('whatsapp.check.fields'), sayWhatsApp('whatsapp.check.fields.ok')),
  ];
}

/** The same, with the permission to send missing. */
export function withoutPermission(language: Language = 'en'): readonly SourceCheck[] {
  const [missing, other] = ['whatsapp_business_messaging', 'whatsapp_business_management'];
  const text = sayMeta('meta.check.permissions.missing', { missing, needed: `${missing}, ${other}` });
  return whatsappChecks(language).map((each) =>
    each.name === 'permissions' ? { ...each, state: 'broken', text: inWords(text, language) } : each,
  );
}

/** The same, with a token that ends soon. */
export function withEndingToken(language: Language = 'en'): readonly SourceCheck[] {
  const text = sayMeta('meta.check.token.ends', { day: '2026-11-02' });
  return whatsappChecks(language).map((each) =>
    each.name === 'token' ? { ...each, state: 'warning', text: inWords(text, language) } : each,
  );
}

export function telegramChecks(language: Language = 'en'): readonly SourceCheck[] {
  const check = checksIn(language);
  const url = 'https://courier.flowers.example/hooks/telegram/1679091c-5a88-4faf-afb5-e6087eb1b2dc';
  return [
    check('token', sayTelegram('telegram.check.token'), sayTelegram('telegram.check.token.ok')),
    check('address', sayTelegram('telegram.check.address'), sayTelegram('telegram.check.address.ok', { url })),
    check('delivery', sayTelegram('telegram.check.delivery'), sayTelegram('telegram.check.delivery.ok')),
    check('backlog', sayTelegram('telegram.check.backlog'), sayTelegram('telegram.check.backlog.ok')),
  ];
}

/** As the driver looks: up to what is broken. */
export function brokenAt(name: string, text: string): readonly SourceCheck[] {
  const checks = telegramChecks();
  const index = checks.findIndex((check) => check.name === name);
  return checks.slice(0, index + 1).map((check, at) => (at === index ? { ...check, state: 'broken', text } : check));
}

function checksIn(language: Language) {
  return (name: string, title: Words, text: Words): SourceCheck => ({
    name,
    title: inWords(title, language),
    state: 'ok',
    text: inWords(text, language),
  });
}
