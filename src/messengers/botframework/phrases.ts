import { sayingFrom, type Phrases } from '../../model/words';

/** All that administrators are told; refusals of messages are in `errors.ts`. */
const en = {
  'botframework.about': 'A bot that people of companies write to in Teams',
  'botframework.guide-portal': 'Open the Azure portal',
  'botframework.title-token': 'Token of the bot',
  'botframework.title-secret': 'Client secret',
  'botframework.title-keys': 'Keys',
  'botframework.title-address': 'Messaging endpoint',
  'botframework.title-channel': 'Channel of the bot',
  'botframework.secret':
    'Microsoft does not accept the client secret. Enter its value, not its id, from Certificates & secrets of the app.',
  'botframework.secret-expired': 'The client secret has expired. Make a new one in Certificates & secrets of the app.',
  'botframework.tenant': 'Microsoft does not know this tenant. Enter the Directory (tenant) ID of the app.',
  'botframework.app': 'There is no app with this id in the tenant. Enter the Application (client) ID of the bot.',
  'botframework.token':
    'Microsoft gives the bot no token: {detail}. Look at the app id, the client secret and the tenant id.',
  'botframework.not-accepted':
    'The bot’s token is not accepted. Look whether the Azure Bot still exists and has this app id.',
  'botframework.slower': 'Microsoft asks for fewer requests for a token.',
  'botframework.internal': 'Microsoft has an internal error (HTTP {status}).',
  'botframework.not-reached': 'Microsoft could not be reached: {why}.',
  'botframework.no-answer': 'Microsoft did not answer: {why}.',
  'botframework.unreadable': 'Microsoft answered in a way that was not understood.',
  'botframework.keys':
    'The keys that prove where messages come from cannot be had from {host}. Until then messages wait.',
  'botframework.check-token': 'Microsoft gives the bot a token.',
  'botframework.check-keys': 'The keys that prove where messages come from can be had.',
  'botframework.check-address':
    'The messaging endpoint of the Azure Bot has to be {url}. Whether it is, the first message shows.',
  'botframework.check-secret-ends': 'The client secret ends on {day}. Make a new one before that and enter it.',
  'botframework.check-secret-ended': 'The client secret ended on {day}. Make a new one and enter it.',
  'botframework.check-retired': 'Microsoft switched Skype off on 5 May 2025. Nobody can reach the bot there any more.',
  'botframework.no-guid': 'This is not such an id: it looks like 00000000-0000-0000-0000-000000000000.',
  'botframework.no-tenant':
    'This is not a tenant: it looks like 00000000-0000-0000-0000-000000000000, or is botframework.com.',
  'botframework.no-secret': 'This is not a client secret: it has no spaces.',
  'botframework.no-channel': 'This has to be msteams, skype or any.',
  'botframework.no-cloud': 'This has to be public or us-government.',
  'botframework.no-day': 'This is not a day: it looks like 2027-11-30.',
  'botframework.no-address': 'This is not the address of a web page.',
  'botframework.field-app': 'App ID',
  'botframework.help-app': 'The Microsoft App ID of the Azure Bot, under Configuration.',
  'botframework.field-secret': 'Client secret',
  'botframework.help-secret': 'The value of a secret, not its id, from Certificates & secrets of the app.',
  'botframework.field-tenant': 'Tenant ID',
  'botframework.help-tenant':
    'The App Tenant ID of the Azure Bot, under Configuration. For an old multi-tenant bot: botframework.com.',
  'botframework.field-channel': 'Channel',
  'botframework.help-channel': 'msteams for Microsoft Teams, skype for Skype, any for all channels of the Azure Bot.',
  'botframework.field-ends': 'Secret ends on',
  'botframework.help-ends':
    'The day that Azure shows beside the secret, such as 2027-11-30. You are told a month before.',
  'botframework.field-cloud': 'Cloud',
  'botframework.help-cloud': 'public, or us-government for Azure Government.',
  'botframework.field-login': 'Sign-in address',
  'botframework.field-open-id': 'Address of the OpenID document',
  'botframework.field-issuer': 'Issuer of tokens',
  'botframework.help-empty': 'Leave it empty: the cloud’s own is used.',
  'botframework.guide-bot': 'Make an Azure Bot',
  'botframework.guide-bot-text':
    'In the Azure portal, create an Azure Bot of the type Single Tenant. Its Configuration shows the App ID and the tenant.',
  'botframework.guide-secret': 'Make a client secret',
  'botframework.guide-secret-text':
    'Configuration → Manage Password → New client secret. Copy its value at once, since Azure shows it only now, and note the day it ends.',
  'botframework.guide-channel': 'Choose the channel',
  'botframework.guide-channel-text':
    'In the Azure Bot, under Channels, add Microsoft Teams or another one. For Teams, the bot also needs an app that people install.',
  'botframework.guide-address': 'Enter the messaging endpoint',
  'botframework.guide-address-text':
    'When the bot is connected here, its check shows an address. Enter that in Azure under Configuration → Messaging endpoint.',
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
  'botframework.about': 'Un bot al que se escribe en Teams, desde las empresas',
  'botframework.guide-portal': 'Abrir el portal de Azure',
  'botframework.title-token': 'Token del bot',
  'botframework.title-secret': 'Secreto de cliente',
  'botframework.title-keys': 'Claves',
  'botframework.title-address': 'Punto de conexión de mensajería',
  'botframework.title-channel': 'Canal del bot',
  'botframework.secret':
    'Microsoft no acepta el secreto de cliente. Escribe su valor, no su id, de Certificados y secretos de la aplicación.',
  'botframework.secret-expired':
    'El secreto de cliente ha caducado. Crea uno nuevo en Certificados y secretos de la aplicación.',
  'botframework.tenant':
    'Microsoft no conoce este inquilino. Escribe el id. de directorio (inquilino) de la aplicación.',
  'botframework.app':
    'No hay ninguna aplicación con este id. en el inquilino. Escribe el id. de aplicación (cliente) del bot.',
  'botframework.token':
    'Microsoft no da ningún token al bot: {detail}. Revisa el id. de la aplicación, el secreto de cliente y el id. de inquilino.',
  'botframework.not-accepted':
    'El token del bot no se acepta. Revisa si el Azure Bot todavía existe y tiene este id. de aplicación.',
  'botframework.slower': 'Microsoft pide que se soliciten menos tokens.',
  'botframework.internal': 'Microsoft tiene un error interno (HTTP {status}).',
  'botframework.not-reached': 'No se pudo contactar con Microsoft: {why}.',
  'botframework.no-answer': 'Microsoft no respondió: {why}.',
  'botframework.unreadable': 'Microsoft respondió de una forma que no se entendió.',
  'botframework.keys':
    'No se pueden obtener de {host} las claves que prueban de dónde vienen los mensajes. Hasta entonces los mensajes esperan.',
  'botframework.check-token': 'Microsoft da un token al bot.',
  'botframework.check-keys': 'Se pueden obtener las claves que prueban de dónde vienen los mensajes.',
  'botframework.check-address':
    'El punto de conexión de mensajería del Azure Bot tiene que ser {url}. El primer mensaje muestra si lo es.',
  'botframework.check-secret-ends':
    'El secreto de cliente termina el {day}. Crea uno nuevo antes de esa fecha y escríbelo aquí.',
  'botframework.check-secret-ended': 'El secreto de cliente terminó el {day}. Crea uno nuevo y escríbelo aquí.',
  'botframework.check-retired': 'Microsoft apagó Skype el 5 de mayo de 2025. Ya nadie puede escribir allí al bot.',
  'botframework.no-guid': 'Esto no es un id. de ese tipo: tiene la forma 00000000-0000-0000-0000-000000000000.',
  'botframework.no-tenant':
    'Esto no es un inquilino: tiene la forma 00000000-0000-0000-0000-000000000000, o es botframework.com.',
  'botframework.no-secret': 'Esto no es un secreto de cliente: no lleva espacios.',
  'botframework.no-channel': 'Tiene que ser msteams, skype o any.',
  'botframework.no-cloud': 'Tiene que ser public o us-government.',
  'botframework.no-day': 'Esto no es un día: tiene la forma 2027-11-30.',
  'botframework.no-address': 'Esto no es la dirección de una página web.',
  'botframework.field-app': 'Id. de aplicación',
  'botframework.help-app': 'El id. de aplicación de Microsoft del Azure Bot, en Configuración.',
  'botframework.field-secret': 'Secreto de cliente',
  'botframework.help-secret': 'El valor de un secreto, no su id., de Certificados y secretos de la aplicación.',
  'botframework.field-tenant': 'Id. de inquilino',
  'botframework.help-tenant':
    'El id. de inquilino de la aplicación del Azure Bot, en Configuración. Para un bot antiguo multiinquilino: botframework.com.',
  'botframework.field-channel': 'Canal',
  'botframework.help-channel':
    'msteams para Microsoft Teams, skype para Skype, any para todos los canales del Azure Bot.',
  'botframework.field-ends': 'El secreto termina el',
  'botframework.help-ends': 'El día que Azure muestra junto al secreto, como 2027-11-30. Se te avisa un mes antes.',
  'botframework.field-cloud': 'Nube',
  'botframework.help-cloud': 'public, o us-government para Azure Government.',
  'botframework.field-login': 'Dirección de inicio de sesión',
  'botframework.field-open-id': 'Dirección del documento OpenID',
  'botframework.field-issuer': 'Emisor de los tokens',
  'botframework.help-empty': 'Déjalo vacío: se usa la de la nube.',
  'botframework.guide-bot': 'Crea un Azure Bot',
  'botframework.guide-bot-text':
    'En el portal de Azure, crea un Azure Bot de tipo Inquilino único. Su Configuración muestra el id. de aplicación y el inquilino.',
  'botframework.guide-secret': 'Crea un secreto de cliente',
  'botframework.guide-secret-text':
    'Configuración → Administrar contraseña → Nuevo secreto de cliente. Copia su valor enseguida, porque Azure solo lo muestra ahora, y anota el día en que termina.',
  'botframework.guide-channel': 'Elige el canal',
  'botframework.guide-channel-text':
    'En el Azure Bot, en Canales, añade Microsoft Teams u otro. Para Teams, el bot necesita además una aplicación que la gente instale.',
  'botframework.guide-address': 'Escribe el punto de conexión de mensajería',
  'botframework.guide-address-text':
    'Cuando el bot esté conectado aquí, su comprobación muestra una dirección. Escríbela en Azure en Configuración → Punto de conexión de mensajería.',
};

const pt: Readonly<Record<keyof typeof en, string>> = {
  'botframework.about': 'Um bot para o qual as pessoas das empresas escrevem no Teams',
  'botframework.guide-portal': 'Abrir o portal do Azure',
  'botframework.title-token': 'Token do bot',
  'botframework.title-secret': 'Segredo do cliente',
  'botframework.title-keys': 'Chaves',
  'botframework.title-address': 'Ponto de extremidade de mensagens',
  'botframework.title-channel': 'Canal do bot',
  'botframework.secret':
    'A Microsoft não aceita o segredo do cliente. Digite o valor dele, não o id, de Certificados e segredos do aplicativo.',
  'botframework.secret-expired': 'O segredo do cliente expirou. Crie um novo em Certificados e segredos do aplicativo.',
  'botframework.tenant': 'A Microsoft não conhece este locatário. Digite o ID do diretório (locatário) do aplicativo.',
  'botframework.app': 'Não há nenhum aplicativo com este ID no locatário. Digite o ID do aplicativo (cliente) do bot.',
  'botframework.token':
    'A Microsoft não dá nenhum token ao bot: {detail}. Confira o ID do aplicativo, o segredo do cliente e o ID do locatário.',
  'botframework.not-accepted':
    'O token do bot não é aceito. Confira se o Azure Bot ainda existe e tem este ID de aplicativo.',
  'botframework.slower': 'A Microsoft pede que se solicitem menos tokens.',
  'botframework.internal': 'A Microsoft está com um erro interno (HTTP {status}).',
  'botframework.not-reached': 'Não foi possível contatar a Microsoft: {why}.',
  'botframework.no-answer': 'A Microsoft não respondeu: {why}.',
  'botframework.unreadable': 'A Microsoft respondeu de um jeito que não foi entendido.',
  'botframework.keys':
    'Não é possível obter de {host} as chaves que provam de onde vêm as mensagens. Até lá as mensagens esperam.',
  'botframework.check-token': 'A Microsoft dá um token ao bot.',
  'botframework.check-keys': 'É possível obter as chaves que provam de onde vêm as mensagens.',
  'botframework.check-address':
    'O ponto de extremidade de mensagens do Azure Bot tem que ser {url}. A primeira mensagem mostra se é.',
  'botframework.check-secret-ends': 'O segredo do cliente termina em {day}. Crie um novo antes disso e digite-o aqui.',
  'botframework.check-secret-ended': 'O segredo do cliente terminou em {day}. Crie um novo e digite-o aqui.',
  'botframework.check-retired':
    'A Microsoft desligou o Skype em 5 de maio de 2025. Ninguém mais consegue escrever ao bot por lá.',
  'botframework.no-guid': 'Isto não é um ID desse tipo: ele se parece com 00000000-0000-0000-0000-000000000000.',
  'botframework.no-tenant':
    'Isto não é um locatário: ele se parece com 00000000-0000-0000-0000-000000000000, ou é botframework.com.',
  'botframework.no-secret': 'Isto não é um segredo do cliente: ele não tem espaços.',
  'botframework.no-channel': 'Tem que ser msteams, skype ou any.',
  'botframework.no-cloud': 'Tem que ser public ou us-government.',
  'botframework.no-day': 'Isto não é um dia: ele se parece com 2027-11-30.',
  'botframework.no-address': 'Isto não é o endereço de uma página da web.',
  'botframework.field-app': 'ID do aplicativo',
  'botframework.help-app': 'O ID do aplicativo da Microsoft do Azure Bot, em Configuração.',
  'botframework.field-secret': 'Segredo do cliente',
  'botframework.help-secret': 'O valor de um segredo, não o ID dele, de Certificados e segredos do aplicativo.',
  'botframework.field-tenant': 'ID do locatário',
  'botframework.help-tenant':
    'O ID do locatário do aplicativo do Azure Bot, em Configuração. Para um bot antigo multilocatário: botframework.com.',
  'botframework.field-channel': 'Canal',
  'botframework.help-channel':
    'msteams para o Microsoft Teams, skype para o Skype, any para todos os canais do Azure Bot.',
  'botframework.field-ends': 'O segredo termina em',
  'botframework.help-ends':
    'O dia que o Azure mostra ao lado do segredo, como 2027-11-30. Você é avisado um mês antes.',
  'botframework.field-cloud': 'Nuvem',
  'botframework.help-cloud': 'public, ou us-government para o Azure Government.',
  'botframework.field-login': 'Endereço de entrada',
  'botframework.field-open-id': 'Endereço do documento OpenID',
  'botframework.field-issuer': 'Emissor dos tokens',
  'botframework.help-empty': 'Deixe vazio: usa-se o da nuvem.',
  'botframework.guide-bot': 'Crie um Azure Bot',
  'botframework.guide-bot-text':
    'No portal do Azure, crie um Azure Bot do tipo Locatário único. A Configuração dele mostra o ID do aplicativo e o locatário.',
  'botframework.guide-secret': 'Crie um segredo do cliente',
  'botframework.guide-secret-text':
    'Configuração → Gerenciar senha → Novo segredo do cliente. Copie o valor logo, porque o Azure só o mostra agora, e anote o dia em que ele termina.',
  'botframework.guide-channel': 'Escolha o canal',
  'botframework.guide-channel-text':
    'No Azure Bot, em Canais, adicione o Microsoft Teams ou outro. Para o Teams, o bot também precisa de um aplicativo que as pessoas instalem.',
  'botframework.guide-address': 'Digite o ponto de extremidade de mensagens',
  'botframework.guide-address-text':
    'Quando o bot estiver conectado aqui, a verificação dele mostra um endereço. Digite-o no Azure em Configuração → Ponto de extremidade de mensagens.',
};

export const botframeworkPhrases: Phrases<keyof typeof en> = { en, es, pt };

export const say = sayingFrom(botframeworkPhrases);
