import { sayingFrom, type Phrases } from '../../model/words';

/**
 * What managers and administrators are told of Messenger and Instagram; what all of Meta shares is in `graph/phrases.ts`.
 * `{product}` is one of the two; `{detail}` and `{reason}` are in Meta's own words.
 */
const en = {
  // What becomes of a message.
  'pages.token': "{product} does not accept the Page's access token. Enter a new one.",
  'pages.permission':
    'The token has no permission for this at {product}, or the app is not published or reviewed. Put it right at Meta.',
  'pages.messages-closed':
    'The Instagram account does not let apps read its messages. Switch on “Allow access to messages” in the Instagram app.',
  'pages.restricted': 'Meta has restricted the Page for some time. See Page quality at Meta.',
  'pages.blocked': 'Meta has blocked the Page from sending for breaking its rules. See Page quality at Meta.',
  'pages.window-closed':
    'The customer has not written for 24 hours, so {product} takes no answer any more. The customer has to write again.',
  'pages.no-human-agent':
    'The customer has not written for 24 hours, and Meta does not let the app send what a person answers later (Human Agent). {detail}',
  'pages.unreachable': 'The customer cannot be reached: they have blocked the Page, or have no account any more.',
  'pages.not-receiving': 'The customer does not receive messages at the moment.',
  'pages.unknown-customer': '{product} knows no such customer of this Page.',
  'pages.no-apps': 'The customer takes no messages from apps.',
  'pages.one-private-answer': 'The comment has had its one private answer already.',
  'pages.other-owner': 'Another app has this chat at the moment. Answer there, or have it hand the chat over.',
  'pages.file-too-large': 'The file is larger than {product} takes.',
  'pages.file-not-loaded': '{product} could not load the file.',
  'pages.file': '{product} could not take the file. {detail}',
  'pages.message': '{product} did not accept the message. {detail}',
  'pages.slower': '{product} asks the Page to send more slowly.',
  'pages.fault-often-sent': '{product} reported a fault, though it often sends the message all the same.',
  'pages.fault-no-reason':
    '{product} reported a fault without a reason. If it goes on, look whether the token has all permissions.',
  'pages.fault': '{product} reported a fault and did not say whether it took the message.',
  'pages.label-terms': 'The terms of labels have not been accepted for the Page. Accept them at Meta.',
  'pages.not-an-address': 'The address of the chat is not one of {product}.',
  'pages.file-gone': '{product} does not have the file any more. Ask the customer to send it again.',
  'pages.reaction': '{product} does not take this reaction. It takes {reactions}.',
  'pages.buttons': '{product} does not take these buttons: they are too many or too long.',

  // Connecting a Page, and looking after it.
  'pages.unknown-page': 'Meta knows no Page of this id, or the token may not use it. Copy the Page id again.',
  'pages.token-new': "{product} does not accept the Page's access token. Make a new one and enter it.",
  'pages.permission-new': 'The access token has no permission for this. Make one with all permissions and enter it.',
  'pages.other-page':
    'The access token is not one of this Page. Make a token of the Page itself, not of a person, and look up the Page id again.',
  'pages.no-instagram':
    'The Page is linked with no Instagram account that the token may use. Link a professional account with it, in the settings of the Page.',
  'pages.taken':
    'The app’s messages go to another service: {host}. Disconnect it there, or take it over: then that service gets none any more.',

  // What Meta tells of a Page.
  'pages.told-blocked': 'Meta has blocked the Page from sending messages. Appeal in Page quality at Meta.',
  'pages.told-unblocked': 'Meta lets the Page send messages again.',
  'pages.told-warning': 'Meta warns that the Page breaks its rules and may be blocked.',
  'pages.told-decision': 'Meta told of a decision about the Page.',
  'pages.meta-says': 'Meta says: {reason}',

  // What has happened in a chat, for its managers.
  'pages.note.by-ad': 'The customer came back by an ad: {what}.',
  'pages.note.by-link': 'The customer came back by a link: {what}.',
  'pages.note.agreed': 'The customer agreed to get messages of the Page.',
  'pages.note.agreed-to': 'The customer agreed to get messages of the Page ({what}).',
  'pages.note.yours': 'The chat was handed over to you: you can answer now.',
  'pages.note.elsewhere': 'Another app has this chat now. Meta refuses answers from here until it hands the chat over.',
  'pages.note.asked-for': 'Another app asks to have this chat. It can be handed over in the inbox of the Page.',
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
  'pages.token': '{product} no acepta el token de acceso de la página. Escribe uno nuevo.',
  'pages.permission':
    'El token no tiene permiso para esto en {product}, o la app no está publicada o revisada. Corrígelo en Meta.',
  'pages.messages-closed':
    'La cuenta de Instagram no permite que las apps lean sus mensajes. Activa «Permitir acceso a los mensajes» en la app de Instagram.',
  'pages.restricted': 'Meta ha restringido la página por un tiempo. Consulta la calidad de la página en Meta.',
  'pages.blocked':
    'Meta ha bloqueado los envíos de la página por incumplir sus normas. Consulta la calidad de la página en Meta.',
  'pages.window-closed':
    'El cliente lleva más de 24 horas sin escribir, así que {product} ya no acepta respuestas. El cliente tiene que volver a escribir.',
  'pages.no-human-agent':
    'El cliente lleva más de 24 horas sin escribir, y Meta no permite que la app envíe lo que una persona responde más tarde (Human Agent). {detail}',
  'pages.unreachable': 'No se puede llegar al cliente: ha bloqueado la página o ya no tiene cuenta.',
  'pages.not-receiving': 'El cliente no recibe mensajes en este momento.',
  'pages.unknown-customer': '{product} no conoce a este cliente de la página.',
  'pages.no-apps': 'El cliente no acepta mensajes de apps.',
  'pages.one-private-answer': 'El comentario ya tuvo su única respuesta privada.',
  'pages.other-owner': 'Otra app tiene este chat en este momento. Responde allí, o haz que lo ceda.',
  'pages.file-too-large': 'El archivo es más grande de lo que acepta {product}.',
  'pages.file-not-loaded': '{product} no pudo cargar el archivo.',
  'pages.file': '{product} no pudo aceptar el archivo. {detail}',
  'pages.message': '{product} no aceptó el mensaje. {detail}',
  'pages.slower': '{product} pide que la página envíe más despacio.',
  'pages.fault-often-sent': '{product} avisó de un fallo, aunque muchas veces envía el mensaje de todos modos.',
  'pages.fault-no-reason':
    '{product} avisó de un fallo sin decir por qué. Si continúa, comprueba que el token tiene todos los permisos.',
  'pages.fault': '{product} avisó de un fallo y no dijo si aceptó el mensaje.',
  'pages.label-terms': 'No se han aceptado las condiciones de las etiquetas para la página. Acéptalas en Meta.',
  'pages.not-an-address': 'La dirección del chat no es de {product}.',
  'pages.file-gone': '{product} ya no tiene el archivo. Pide al cliente que lo envíe de nuevo.',
  'pages.reaction': '{product} no acepta esta reacción. Acepta {reactions}.',
  'pages.buttons': '{product} no acepta estos botones: son demasiados o demasiado largos.',

  'pages.unknown-page':
    'Meta no conoce ninguna página con este identificador, o el token no puede usarla. Copia de nuevo el identificador de la página.',
  'pages.token-new': '{product} no acepta el token de acceso de la página. Crea uno nuevo y escríbelo.',
  'pages.permission-new': 'El token de acceso no tiene permiso para esto. Crea uno con todos los permisos y escríbelo.',
  'pages.other-page':
    'El token de acceso no es de esta página. Crea un token de la propia página, no de una persona, y comprueba el identificador de la página.',
  'pages.no-instagram':
    'La página no está vinculada a ninguna cuenta de Instagram que el token pueda usar. Vincúlale una cuenta profesional en la configuración de la página.',
  'pages.taken':
    'Los mensajes de la app van a otro servicio: {host}. Desconéctala allí, o tráela aquí: entonces ese servicio ya no recibirá ninguno.',

  'pages.told-blocked': 'Meta ha bloqueado los envíos de la página. Apela en la calidad de la página, en Meta.',
  'pages.told-unblocked': 'Meta permite que la página vuelva a enviar mensajes.',
  'pages.told-warning': 'Meta advierte de que la página incumple sus normas y puede quedar bloqueada.',
  'pages.told-decision': 'Meta informó de una decisión sobre la página.',
  'pages.meta-says': 'Meta dice: {reason}',

  'pages.note.by-ad': 'El cliente ha vuelto por un anuncio: {what}.',
  'pages.note.by-link': 'El cliente ha vuelto por un enlace: {what}.',
  'pages.note.agreed': 'El cliente ha aceptado recibir mensajes de la página.',
  'pages.note.agreed-to': 'El cliente ha aceptado recibir mensajes de la página ({what}).',
  'pages.note.yours': 'Te han pasado el chat: ya puedes responder.',
  'pages.note.elsewhere':
    'Otra aplicación tiene ahora este chat. Meta rechaza las respuestas de aquí hasta que lo pase.',
  'pages.note.asked-for': 'Otra aplicación pide este chat. Se puede pasar en la bandeja de entrada de la página.',
};

const pt: Readonly<Record<keyof typeof en, string>> = {
  'pages.token': 'O {product} não aceita o token de acesso da página. Digite um novo.',
  'pages.permission':
    'O token não tem permissão para isto no {product}, ou o app não foi publicado ou analisado. Corrija isso na Meta.',
  'pages.messages-closed':
    'A conta do Instagram não deixa que apps leiam as mensagens dela. Ative “Permitir acesso às mensagens” no app do Instagram.',
  'pages.restricted': 'A Meta restringiu a página por algum tempo. Consulte a qualidade da página na Meta.',
  'pages.blocked':
    'A Meta bloqueou os envios da página por violar as regras dela. Consulte a qualidade da página na Meta.',
  'pages.window-closed':
    'O cliente não escreve há mais de 24 horas, então o {product} não aceita mais respostas. O cliente precisa escrever de novo.',
  'pages.no-human-agent':
    'O cliente não escreve há mais de 24 horas, e a Meta não deixa o app enviar o que uma pessoa responde depois (Human Agent). {detail}',
  'pages.unreachable': 'Não é possível chegar ao cliente: ele bloqueou a página ou não tem mais conta.',
  'pages.not-receiving': 'O cliente não está recebendo mensagens no momento.',
  'pages.unknown-customer': 'O {product} não conhece este cliente da página.',
  'pages.no-apps': 'O cliente não aceita mensagens de apps.',
  'pages.one-private-answer': 'O comentário já teve a sua única resposta privada.',
  'pages.other-owner': 'Outro app está com este chat no momento. Responda por lá, ou faça com que ele o ceda.',
  'pages.file-too-large': 'O arquivo é maior do que o {product} aceita.',
  'pages.file-not-loaded': 'O {product} não conseguiu carregar o arquivo.',
  'pages.file': 'O {product} não pôde aceitar o arquivo. {detail}',
  'pages.message': 'O {product} não aceitou a mensagem. {detail}',
  'pages.slower': 'O {product} pede que a página envie mais devagar.',
  'pages.fault-often-sent': 'O {product} avisou de uma falha, mas muitas vezes envia a mensagem mesmo assim.',
  'pages.fault-no-reason':
    'O {product} avisou de uma falha sem dizer o motivo. Se continuar, veja se o token tem todas as permissões.',
  'pages.fault': 'O {product} avisou de uma falha e não disse se aceitou a mensagem.',
  'pages.label-terms': 'Os termos das etiquetas não foram aceitos para a página. Aceite-os na Meta.',
  'pages.not-an-address': 'O endereço do chat não é do {product}.',
  'pages.file-gone': 'O {product} não tem mais o arquivo. Peça ao cliente que o envie de novo.',
  'pages.reaction': 'O {product} não aceita esta reação. Ele aceita {reactions}.',
  'pages.buttons': 'O {product} não aceita estes botões: são muitos ou longos demais.',

  'pages.unknown-page':
    'A Meta não conhece nenhuma página com este ID, ou o token não pode usá-la. Copie de novo o ID da página.',
  'pages.token-new': 'O {product} não aceita o token de acesso da página. Crie um novo e digite-o.',
  'pages.permission-new': 'O token de acesso não tem permissão para isto. Crie um com todas as permissões e digite-o.',
  'pages.other-page':
    'O token de acesso não é desta página. Crie um token da própria página, não de uma pessoa, e confira o ID da página.',
  'pages.no-instagram':
    'A página não está vinculada a nenhuma conta do Instagram que o token possa usar. Vincule uma conta profissional a ela, nas configurações da página.',
  'pages.taken':
    'As mensagens do app vão para outro serviço: {host}. Desconecte-o de lá, ou traga-o para cá: então esse serviço não receberá mais nenhuma.',

  'pages.told-blocked': 'A Meta bloqueou os envios da página. Recorra na qualidade da página, na Meta.',
  'pages.told-unblocked': 'A Meta deixa a página enviar mensagens de novo.',
  'pages.told-warning': 'A Meta alerta que a página viola as regras dela e pode ser bloqueada.',
  'pages.told-decision': 'A Meta informou uma decisão sobre a página.',
  'pages.meta-says': 'A Meta diz: {reason}',

  'pages.note.by-ad': 'O cliente voltou por um anúncio: {what}.',
  'pages.note.by-link': 'O cliente voltou por um link: {what}.',
  'pages.note.agreed': 'O cliente aceitou receber mensagens da página.',
  'pages.note.agreed-to': 'O cliente aceitou receber mensagens da página ({what}).',
  'pages.note.yours': 'O chat foi passado para você: já pode responder.',
  'pages.note.elsewhere': 'Outro aplicativo tem agora este chat. A Meta recusa respostas daqui até que ele o passe.',
  'pages.note.asked-for': 'Outro aplicativo pede este chat. Ele pode ser passado na caixa de entrada da página.',
};

export const pagesPhrases: Phrases<keyof typeof en> = { en, es, pt };

export type Code = keyof typeof en;

export const say = sayingFrom(pagesPhrases);
