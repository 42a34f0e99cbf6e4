import { sayingFrom, type Phrases } from '../../model/words';

/** What administrators read while they connect a number and look after it: its guide, its form, its checks. */
const en = {
  'whatsapp.about': 'A phone number of the WhatsApp Business Platform',

  'whatsapp.guide.app.how':
    'In Meta for Developers, make an app of the type Business and add the product WhatsApp to it. Copy its id and secret from App settings → Basic.',
  'whatsapp.guide.number': 'Add the phone number',
  'whatsapp.guide.number.how':
    'In your app, open WhatsApp → API Setup, add your number and confirm it with the code. Below it are two ids: copy both.',
  'whatsapp.guide.token': 'Make a token that does not end',
  'whatsapp.guide.token.how':
    'In Business settings → System users, make a system user and give it the app and the WhatsApp account, with full control. Then generate a token for the app with `whatsapp_business_messaging` and `whatsapp_business_management`.',
  'whatsapp.guide.token.link': 'Open the system users',
  'whatsapp.guide.publish.how':
    'Switch the app to Live: while it is in development, Meta hands over only some of the messages. The webhook needs no setting up, Courier does that.',

  'whatsapp.field.phone': 'Phone number id',
  'whatsapp.field.phone.help':
    'Digits only, and not the phone number itself. A second number of the same account has an id of its own; all else stays the same.',
  'whatsapp.field.account': 'WhatsApp Business account id',
  'whatsapp.field.account.help': 'Next to the phone number id, on the same page.',
  'whatsapp.field.token': 'Access token',
  'whatsapp.field.token.help': 'It begins with EAA. A token of the page API Setup ends after a day.',
  'whatsapp.field.rate': 'Messages per second',
  'whatsapp.field.rate.help':
    'How many the number may send: 80, or 20 where it is used in the WhatsApp Business app too, or up to 1000.',
  'whatsapp.field.pace': 'Seconds between messages to one person',
  'whatsapp.field.pace.help': 'Meta takes one every 6 seconds for long, and 45 at once after a rest.',
  'whatsapp.wrong.rate': 'This has to be a number from 1 to 1000.',
  'whatsapp.wrong.pace': 'This has to be a number from 0.1 to 600.',

  'whatsapp.check.number': 'Phone number',
  'whatsapp.check.number.ok': 'The number is registered with WhatsApp.',
  'whatsapp.check.number.unregistered': 'The number is not registered. Register it in the WhatsApp Manager.',
  'whatsapp.check.number.closed': 'Meta has closed the number. See the WhatsApp Manager.',
  'whatsapp.check.number.restricted': 'Meta has restricted the number. See the WhatsApp Manager.',
  'whatsapp.check.number.name': 'Meta has not accepted the name of the number. Change it.',
  'whatsapp.check.number.unverified': 'The number has not been verified by a code. See the WhatsApp Manager.',
  'whatsapp.check.quality': 'Quality',
  'whatsapp.check.quality.high': 'Meta rates the quality of the number’s messages as high.',
  'whatsapp.check.quality.medium': 'Meta rates the quality of the number’s messages as medium.',
  'whatsapp.check.quality.low': 'Customers block or report messages of the number, so Meta rates it low.',
  'whatsapp.check.quality.unrated': 'Meta has not rated the quality of the number’s messages yet.',
  'whatsapp.check.quality.limit': 'It may write first to {people} people a day.',
  'whatsapp.check.quality.unlimited': 'It may write first to any number of people a day.',
  'whatsapp.check.subscription': 'WhatsApp account',
  'whatsapp.check.subscription.ok': 'The app is told of this WhatsApp Business account.',
  'whatsapp.check.subscription.none':
    'The app is not told of this WhatsApp Business account, so messages do not arrive. Connect it again.',
  'whatsapp.check.fields': 'Webhook fields',
  'whatsapp.check.fields.ok': 'The app has the webhook fields that are needed.',
  'whatsapp.check.fields.missing':
    'The app lacks the webhook fields {missing}. Switch them on in your app: WhatsApp → Configuration.',
  'whatsapp.check.fields.off': 'The webhook of the app is switched off. Connect it again.',
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
  'whatsapp.about': 'Un número de teléfono de la plataforma WhatsApp Business',

  'whatsapp.guide.app.how':
    'En Meta for Developers, crea una app de tipo Negocios y añádele el producto WhatsApp. Copia su identificador y su clave secreta de Configuración de la app → Básica.',
  'whatsapp.guide.number': 'Añade el número de teléfono',
  'whatsapp.guide.number.how':
    'En tu app, abre WhatsApp → Configuración de la API, añade tu número y confírmalo con el código. Debajo hay dos identificadores: copia ambos.',
  'whatsapp.guide.token': 'Crea un token que no caduque',
  'whatsapp.guide.token.how':
    'En Configuración del negocio → Usuarios del sistema, crea un usuario del sistema y dale la app y la cuenta de WhatsApp con control total. Después genera un token para la app con `whatsapp_business_messaging` y `whatsapp_business_management`.',
  'whatsapp.guide.token.link': 'Abrir los usuarios del sistema',
  'whatsapp.guide.publish.how':
    'Pasa la app al modo Activo: mientras está en desarrollo, Meta solo entrega una parte de los mensajes. El webhook no hay que configurarlo, lo hace Courier.',

  'whatsapp.field.phone': 'Identificador del número de teléfono',
  'whatsapp.field.phone.help':
    'Solo cifras, y no es el número de teléfono. Un segundo número de la misma cuenta tiene su propio identificador; todo lo demás es igual.',
  'whatsapp.field.account': 'Identificador de la cuenta de WhatsApp Business',
  'whatsapp.field.account.help': 'Junto al identificador del número, en la misma página.',
  'whatsapp.field.token': 'Token de acceso',
  'whatsapp.field.token.help':
    'Empieza por EAA. Un token de la página Configuración de la API caduca al cabo de un día.',
  'whatsapp.field.rate': 'Mensajes por segundo',
  'whatsapp.field.rate.help':
    'Cuántos puede enviar el número: 80, o 20 si también se usa en la app WhatsApp Business, o hasta 1000.',
  'whatsapp.field.pace': 'Segundos entre mensajes a una persona',
  'whatsapp.field.pace.help': 'Meta acepta uno cada 6 segundos de forma continua, y 45 seguidos tras una pausa.',
  'whatsapp.wrong.rate': 'Tiene que ser un número de 1 a 1000.',
  'whatsapp.wrong.pace': 'Tiene que ser un número de 0.1 a 600.',

  'whatsapp.check.number': 'Número de teléfono',
  'whatsapp.check.number.ok': 'El número está registrado en WhatsApp.',
  'whatsapp.check.number.unregistered': 'El número no está registrado. Regístralo en el Administrador de WhatsApp.',
  'whatsapp.check.number.closed': 'Meta ha cerrado el número. Mira el Administrador de WhatsApp.',
  'whatsapp.check.number.restricted': 'Meta ha restringido el número. Mira el Administrador de WhatsApp.',
  'whatsapp.check.number.name': 'Meta no ha aceptado el nombre del número. Cámbialo.',
  'whatsapp.check.number.unverified': 'El número no se ha verificado con un código. Mira el Administrador de WhatsApp.',
  'whatsapp.check.quality': 'Calidad',
  'whatsapp.check.quality.high': 'Meta califica de alta la calidad de los mensajes del número.',
  'whatsapp.check.quality.medium': 'Meta califica de media la calidad de los mensajes del número.',
  'whatsapp.check.quality.low':
    'Los clientes bloquean o denuncian los mensajes del número, así que Meta lo califica mal.',
  'whatsapp.check.quality.unrated': 'Meta todavía no ha calificado la calidad de los mensajes del número.',
  'whatsapp.check.quality.limit': 'Puede escribir primero a {people} personas al día.',
  'whatsapp.check.quality.unlimited': 'Puede escribir primero a cuantas personas quiera al día.',
  'whatsapp.check.subscription': 'Cuenta de WhatsApp',
  'whatsapp.check.subscription.ok': 'La app recibe lo que ocurre en esta cuenta de WhatsApp Business.',
  'whatsapp.check.subscription.none':
    'La app no recibe lo que ocurre en esta cuenta de WhatsApp Business, así que los mensajes no llegan. Conéctala de nuevo.',
  'whatsapp.check.fields': 'Campos del webhook',
  'whatsapp.check.fields.ok': 'La app tiene los campos del webhook que hacen falta.',
  'whatsapp.check.fields.missing':
    'A la app le faltan los campos del webhook {missing}. Actívalos en tu app: WhatsApp → Configuración.',
  'whatsapp.check.fields.off': 'El webhook de la app está desactivado. Conéctalo de nuevo.',
};

const pt: Readonly<Record<keyof typeof en, string>> = {
  'whatsapp.about': 'Um número de telefone da Plataforma do WhatsApp Business',

  'whatsapp.guide.app.how':
    'No Meta for Developers, crie um app do tipo Empresa e adicione a ele o produto WhatsApp. Copie o ID e a chave secreta em Configurações do app → Básico.',
  'whatsapp.guide.number': 'Adicione o número de telefone',
  'whatsapp.guide.number.how':
    'No seu app, abra WhatsApp → Configuração da API, adicione seu número e confirme-o com o código. Abaixo dele há dois IDs: copie os dois.',
  'whatsapp.guide.token': 'Crie um token que não expira',
  'whatsapp.guide.token.how':
    'Em Configurações do negócio → Usuários do sistema, crie um usuário do sistema e dê a ele o app e a conta do WhatsApp, com controle total. Depois gere um token para o app com `whatsapp_business_messaging` e `whatsapp_business_management`.',
  'whatsapp.guide.token.link': 'Abrir os usuários do sistema',
  'whatsapp.guide.publish.how':
    'Passe o app para o modo Ao vivo: enquanto ele está em desenvolvimento, a Meta só entrega uma parte das mensagens. O webhook não precisa ser configurado, o Courier faz isso.',

  'whatsapp.field.phone': 'ID do número de telefone',
  'whatsapp.field.phone.help':
    'Só algarismos, e não é o número de telefone. Um segundo número da mesma conta tem um ID próprio; todo o resto é igual.',
  'whatsapp.field.account': 'ID da conta do WhatsApp Business',
  'whatsapp.field.account.help': 'Ao lado do ID do número, na mesma página.',
  'whatsapp.field.token': 'Token de acesso',
  'whatsapp.field.token.help': 'Começa com EAA. Um token da página Configuração da API expira depois de um dia.',
  'whatsapp.field.rate': 'Mensagens por segundo',
  'whatsapp.field.rate.help':
    'Quantas o número pode enviar: 80, ou 20 se ele também é usado no app WhatsApp Business, ou até 1000.',
  'whatsapp.field.pace': 'Segundos entre mensagens para uma pessoa',
  'whatsapp.field.pace.help':
    'A Meta aceita uma a cada 6 segundos de forma contínua, e 45 seguidas depois de uma pausa.',
  'whatsapp.wrong.rate': 'Tem que ser um número de 1 a 1000.',
  'whatsapp.wrong.pace': 'Tem que ser um número de 0.1 a 600.',

  'whatsapp.check.number': 'Número de telefone',
  'whatsapp.check.number.ok': 'O número está registrado no WhatsApp.',
  'whatsapp.check.number.unregistered': 'O número não está registrado. Registre-o no Gerenciador do WhatsApp.',
  'whatsapp.check.number.closed': 'A Meta encerrou o número. Veja o Gerenciador do WhatsApp.',
  'whatsapp.check.number.restricted': 'A Meta restringiu o número. Veja o Gerenciador do WhatsApp.',
  'whatsapp.check.number.name': 'A Meta não aceitou o nome do número. Mude-o.',
  'whatsapp.check.number.unverified': 'O número não foi verificado com um código. Veja o Gerenciador do WhatsApp.',
  'whatsapp.check.quality': 'Qualidade',
  'whatsapp.check.quality.high': 'A Meta avalia como alta a qualidade das mensagens do número.',
  'whatsapp.check.quality.medium': 'A Meta avalia como média a qualidade das mensagens do número.',
  'whatsapp.check.quality.low': 'Os clientes bloqueiam ou denunciam as mensagens do número, então a Meta o avalia mal.',
  'whatsapp.check.quality.unrated': 'A Meta ainda não avaliou a qualidade das mensagens do número.',
  'whatsapp.check.quality.limit': 'Ele pode escrever primeiro para {people} pessoas por dia.',
  'whatsapp.check.quality.unlimited': 'Ele pode escrever primeiro para quantas pessoas quiser por dia.',
  'whatsapp.check.subscription': 'Conta do WhatsApp',
  'whatsapp.check.subscription.ok': 'O app recebe o que acontece nesta conta do WhatsApp Business.',
  'whatsapp.check.subscription.none':
    'O app não recebe o que acontece nesta conta do WhatsApp Business, então as mensagens não chegam. Conecte-a de novo.',
  'whatsapp.check.fields': 'Campos do webhook',
  'whatsapp.check.fields.ok': 'O app tem os campos do webhook que são necessários.',
  'whatsapp.check.fields.missing':
    'Faltam ao app os campos do webhook {missing}. Ative-os no seu app: WhatsApp → Configuração.',
  'whatsapp.check.fields.off': 'O webhook do app está desativado. Conecte-o de novo.',
};

export const whatsappGuidePhrases: Phrases<keyof typeof en> = { en, es, pt };

export const sayGuide = sayingFrom(whatsappGuidePhrases);
