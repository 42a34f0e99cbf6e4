import { sayingFrom, type Phrases } from '../../model/words';

/** What administrators read while they connect an Instagram account. */
const en = {
  'instagram.about': 'A professional account, with its Facebook Page',
  'instagram.guide.account': 'Link the account with a Page',
  'instagram.guide.account.how':
    'The Instagram account has to be a professional one, linked with a Facebook Page. In the Instagram app, switch on Settings → Messages → Message controls → Allow access to messages.',
  'instagram.guide.app.how':
    'In Meta for Developers, make an app of the type Business and add the products Messenger and Instagram to it. Copy its id and secret from App settings → Basic.',
  'instagram.guide.token.how':
    'In Business settings → System users, make a system user and give it the app, the Page and the Instagram account, with full control. Generate a token with `instagram_basic`, `instagram_manage_messages`, `pages_manage_metadata` and `pages_show_list`. With it, ask `/me/accounts` in the Graph API Explorer: the answer holds the id of the Page and its own token, which does not end.',
  'instagram.guide.publish.how':
    'Switch the app to Live and have Meta review `instagram_manage_messages`: before that, only people with a role in the app can write. If Meta gives it Human Agent too, managers may answer for longer. The webhook needs no setting up, Courier does that.',
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
  'instagram.about': 'Una cuenta profesional, con su página de Facebook',
  'instagram.guide.account': 'Vincula la cuenta a una página',
  'instagram.guide.account.how':
    'La cuenta de Instagram tiene que ser profesional y estar vinculada a una página de Facebook. En la app de Instagram, activa Configuración → Mensajes → Controles de mensajes → Permitir acceso a los mensajes.',
  'instagram.guide.app.how':
    'En Meta for Developers, crea una app de tipo Negocios y añádele los productos Messenger e Instagram. Copia su identificador y su clave secreta de Configuración de la app → Básica.',
  'instagram.guide.token.how':
    'En Configuración del negocio → Usuarios del sistema, crea un usuario del sistema y dale la app, la página y la cuenta de Instagram con control total. Genera un token con `instagram_basic`, `instagram_manage_messages`, `pages_manage_metadata` y `pages_show_list`. Con él, pide `/me/accounts` en el Explorador de la Graph API: la respuesta contiene el identificador de la página y su propio token, que no caduca.',
  'instagram.guide.publish.how':
    'Pasa la app al modo Activo y pide a Meta que revise `instagram_manage_messages`: hasta entonces solo pueden escribir personas con un rol en la app. Si Meta también le concede Human Agent, los agentes pueden responder durante más tiempo. El webhook no hay que configurarlo, lo hace Courier.',
};

const pt: Readonly<Record<keyof typeof en, string>> = {
  'instagram.about': 'Uma conta profissional, com a Página do Facebook dela',
  'instagram.guide.account': 'Vincule a conta a uma Página',
  'instagram.guide.account.how':
    'A conta do Instagram tem que ser profissional e estar vinculada a uma Página do Facebook. No app do Instagram, ative Configurações → Mensagens → Controles de mensagens → Permitir acesso às mensagens.',
  'instagram.guide.app.how':
    'No Meta for Developers, crie um app do tipo Empresa e adicione a ele os produtos Messenger e Instagram. Copie o ID e a chave secreta em Configurações do app → Básico.',
  'instagram.guide.token.how':
    'Em Configurações do negócio → Usuários do sistema, crie um usuário do sistema e dê a ele o app, a Página e a conta do Instagram, com controle total. Gere um token com `instagram_basic`, `instagram_manage_messages`, `pages_manage_metadata` e `pages_show_list`. Com ele, peça `/me/accounts` no Explorador da Graph API: a resposta contém o ID da Página e o token dela, que não expira.',
  'instagram.guide.publish.how':
    'Passe o app para o modo Ao vivo e peça à Meta que analise `instagram_manage_messages`: antes disso só podem escrever pessoas com uma função no app. Se a Meta também conceder o Human Agent, os atendentes podem responder por mais tempo. O webhook não precisa ser configurado, o Courier faz isso.',
};

export const instagramGuidePhrases: Phrases<keyof typeof en> = { en, es, pt };

export const sayGuide = sayingFrom(instagramGuidePhrases);
