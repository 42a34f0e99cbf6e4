import type { Site, User } from '../crmControl';
import type { Notices } from './notices';

interface Scene {
  readonly site: Site;
  readonly user: User;
  readonly language: string;
  readonly notices: Notices;
}

/** The global `APP`, as far as it is documented; read only (kommo-platform.md §3.1, §11.4). */
export function provideApp({ site, user, language, notices }: Scene): void {
  const constants: Readonly<Record<string, object>> = {
    account: Object.freeze({
      id: site.accountId,
      subdomain: site.subdomain,
      amojo_id: site.amojoId,
      name: site.subdomain,
      language,
    }),
    user: Object.freeze({ id: user.id, name: user.name, amojo_id: user.amojoId, lang: language }),
  };
  const told = (kind: 'message' | 'error') => (given: unknown) => {
    const { header, text } = (given ?? {}) as { readonly header?: unknown; readonly text?: unknown };
    notices.add(kind, asText(header), asText(text));
  };
  const notifications = Object.freeze({
    show_message: told('message'),
    show_message_error: told('error'),
    add_error: told('error'),
  });
  const constant = (name: string): object | undefined => constants[name];
  Object.defineProperty(window, 'APP', { value: Object.freeze({ constant, notifications }), configurable: true });
}

function asText(given: unknown): string {
  return typeof given === 'string' ? given : '';
}
