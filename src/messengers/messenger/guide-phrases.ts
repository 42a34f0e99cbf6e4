import { sayingFrom, type Phrases } from '../../model/words';

/** What administrators read while they connect a Page's Messenger. */
const en = {
  'messenger.about': 'A Facebook Page that your customers write to',
  'messenger.guide.app.how':
    'In Meta for Developers, make an app of the type Business and add the product Messenger to it. Copy its id and secret from App settings → Basic.',
  'messenger.guide.token.how':
    'In Business settings → System users, make a system user and give it the app and the Page, with full control. Generate a token with `pages_messaging`, `pages_manage_metadata` and `pages_show_list`. With it, ask `/me/accounts` in the Graph API Explorer: the answer holds the id of the Page and its own token, which does not end.',
  'messenger.guide.publish.how':
    'Switch the app to Live and have Meta review `pages_messaging`: before that, only people with a role in the app can write. If Meta gives it Human Agent too, managers may answer for longer. The webhook needs no setting up, Courier does that.',
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
  'messenger.about': 'Una página de Facebook a la que escriben tus clientes',
  'messenger.guide.app.how':
    'En Meta for Developers, crea una app de tipo Negocios y añádele el producto Messenger. Copia su identificador y su clave secreta de Configuración de la app → Básica.',
  'messenger.guide.token.how':
    'En Configuración del negocio → Usuarios del sistema, crea un usuario del sistema y dale la app y la página con control total. Genera un token con `pages_messaging`, `pages_manage_metadata` y `pages_show_list`. Con él, pide `/me/accounts` en el Explorador de la Graph API: la respuesta contiene el identificador de la página y su propio token, que no caduca.',
  'messenger.guide.publish.how':
    'Pasa la app al modo Activo y pide a Meta que revise `pages_messaging`: hasta entonces solo pueden escribir personas con un rol en la app. Si Meta también le concede Human Agent, los agentes pueden responder durante más tiempo. El webhook no hay que configurarlo, lo hace Courier.',
};

const pt: Readonly<Record<keyof typeof en, string>> = {
  'messenger.about': 'Uma Página do Facebook para a qual seus clientes escrevem',
  'messenger.guide.app.how':
    'No Meta for Developers, crie um app do tipo Empresa e adicione a ele o produto Messenger. Copie o ID e a chave secreta em Configurações do app → Básico.',
  'messenger.guide.token.how':
    'Em Configurações do negócio → Usuários do sistema, crie um usuário do sistema e dê a ele o app e a Página, com controle total. Gere um token com `pages_messaging`, `pages_manage_metadata` e `pages_show_list`. Com ele, peça `/me/accounts` no Explorador da Graph API: a resposta contém o ID da Página e o token dela, que não expira.',
  'messenger.guide.publish.how':
    'Passe o app para o modo Ao vivo e peça à Meta que analise `pages_messaging`: antes disso só podem escrever pessoas com uma função no app. Se a Meta também conceder o Human Agent, os atendentes podem responder por mais tempo. O webhook não precisa ser configurado, o Courier faz isso.',
};

export const messengerGuidePhrases: Phrases<keyof typeof en> = { en, es, pt };

export const sayGuide = sayingFrom(messengerGuidePhrases);
