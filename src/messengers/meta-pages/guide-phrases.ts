import { sayingFrom, type Phrases } from '../../model/words';

/** What administrators read of a Page, whether customers write to it in Messenger or on Instagram. */
const en = {
  'meta-pages.guide.token': 'Make a token of the Page',
  'meta-pages.guide.token.link': 'Open the Graph API Explorer',

  'meta-pages.field.page': 'Page id',
  'meta-pages.field.page.help':
    'Digits only, from the answer of `/me/accounts`. Another Page of the same app has an id and a token of its own.',
  'meta-pages.field.token': 'Page access token',
  'meta-pages.field.token.help': 'It begins with EAA. It is the Page’s own, not that of a person.',
  'meta-pages.field.human-agent': 'Time to answer',
  'meta-pages.field.human-agent.help': 'Seven days only where App Review has given the app Human Agent.',
  'meta-pages.field.human-agent.no': '24 hours',
  'meta-pages.field.human-agent.yes': '7 days, by Human Agent',
  'meta-pages.wrong.human-agent': 'This has to be yes or no.',

  'meta-pages.check.page': 'Page',
  'meta-pages.check.page.ok': 'The access token is one of this Page.',
  'meta-pages.check.page.other':
    'The access token is not one of this Page. Make a token of the Page itself, not of a person, and look up the Page id again.',
  'meta-pages.check.fields': 'Fields of the app',
  'meta-pages.check.fields.ok': 'The app is subscribed to all that is needed.',
  'meta-pages.check.fields.missing': 'The app is not subscribed to {missing}. Connect it again.',
  'meta-pages.check.subscription': 'Fields of the Page',
  'meta-pages.check.subscription.ok': 'The Page is subscribed to all that is needed.',
  'meta-pages.check.subscription.missing': 'The Page is not subscribed to {missing}. Connect it again.',
  'meta-pages.check.subscription.none':
    'The Page does not tell the app of its messages any more. Meta takes that away when the webhook has failed for an hour. Connect it again.',
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
  'meta-pages.guide.token': 'Crea un token de la página',
  'meta-pages.guide.token.link': 'Abrir el Explorador de la Graph API',

  'meta-pages.field.page': 'Identificador de la página',
  'meta-pages.field.page.help':
    'Solo cifras, de la respuesta de `/me/accounts`. Otra página de la misma app tiene su propio identificador y su propio token.',
  'meta-pages.field.token': 'Token de acceso de la página',
  'meta-pages.field.token.help': 'Empieza por EAA. Es el de la propia página, no el de una persona.',
  'meta-pages.field.human-agent': 'Tiempo para responder',
  'meta-pages.field.human-agent.help': 'Siete días solo si la revisión de la app le concedió Human Agent.',
  'meta-pages.field.human-agent.no': '24 horas',
  'meta-pages.field.human-agent.yes': '7 días, con Human Agent',
  'meta-pages.wrong.human-agent': 'Tiene que ser sí (yes) o no.',

  'meta-pages.check.page': 'Página',
  'meta-pages.check.page.ok': 'El token de acceso es de esta página.',
  'meta-pages.check.page.other':
    'El token de acceso no es de esta página. Crea un token de la propia página, no de una persona, y vuelve a mirar el identificador de la página.',
  'meta-pages.check.fields': 'Campos de la app',
  'meta-pages.check.fields.ok': 'La app está suscrita a todo lo necesario.',
  'meta-pages.check.fields.missing': 'La app no está suscrita a {missing}. Conéctala de nuevo.',
  'meta-pages.check.subscription': 'Campos de la página',
  'meta-pages.check.subscription.ok': 'La página está suscrita a todo lo necesario.',
  'meta-pages.check.subscription.missing': 'La página no está suscrita a {missing}. Conéctala de nuevo.',
  'meta-pages.check.subscription.none':
    'La página ya no informa a la app de sus mensajes. Meta lo retira cuando el webhook ha fallado durante una hora. Conéctala de nuevo.',
};

const pt: Readonly<Record<keyof typeof en, string>> = {
  'meta-pages.guide.token': 'Crie um token da Página',
  'meta-pages.guide.token.link': 'Abrir o Explorador da Graph API',

  'meta-pages.field.page': 'ID da Página',
  'meta-pages.field.page.help':
    'Só algarismos, da resposta de `/me/accounts`. Outra Página do mesmo app tem um ID e um token próprios.',
  'meta-pages.field.token': 'Token de acesso da Página',
  'meta-pages.field.token.help': 'Começa com EAA. É o da própria Página, não o de uma pessoa.',
  'meta-pages.field.human-agent': 'Tempo para responder',
  'meta-pages.field.human-agent.help': 'Sete dias só se a análise do app tiver concedido o Human Agent.',
  'meta-pages.field.human-agent.no': '24 horas',
  'meta-pages.field.human-agent.yes': '7 dias, com Human Agent',
  'meta-pages.wrong.human-agent': 'Tem que ser sim (yes) ou não (no).',

  'meta-pages.check.page': 'Página',
  'meta-pages.check.page.ok': 'O token de acesso é desta Página.',
  'meta-pages.check.page.other':
    'O token de acesso não é desta Página. Crie um token da própria Página, não de uma pessoa, e consulte de novo o ID da Página.',
  'meta-pages.check.fields': 'Campos do app',
  'meta-pages.check.fields.ok': 'O app está inscrito em tudo o que é preciso.',
  'meta-pages.check.fields.missing': 'O app não está inscrito em {missing}. Conecte-o de novo.',
  'meta-pages.check.subscription': 'Campos da Página',
  'meta-pages.check.subscription.ok': 'A Página está inscrita em tudo o que é preciso.',
  'meta-pages.check.subscription.missing': 'A Página não está inscrita em {missing}. Conecte-a de novo.',
  'meta-pages.check.subscription.none':
    'A Página não informa mais o app sobre as mensagens. A Meta retira isso quando o webhook falha por uma hora. Conecte-a de novo.',
};

export const pagesGuidePhrases: Phrases<keyof typeof en> = { en, es, pt };

export const sayPages = sayingFrom(pagesGuidePhrases);
