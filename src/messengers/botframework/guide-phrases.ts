import { sayingFrom, type Phrases } from '../../model/words';

/** What administrators read while they connect a bot and look after it: its guide, its form, its checks. */
const en = {
  'botframework.about': 'A bot that people of companies write to in Teams',

  'botframework.guide.portal': 'Open the Azure portal',
  'botframework.guide.bot': 'Make an Azure Bot',
  'botframework.guide.bot.how':
    'In the Azure portal, create an Azure Bot of the type Single Tenant. Its Configuration shows the App ID and the tenant.',
  'botframework.guide.secret': 'Make a client secret',
  'botframework.guide.secret.how':
    'Configuration → Manage Password → New client secret. Copy its value at once, since Azure shows it only now, and note the day it ends.',
  'botframework.guide.channel': 'Choose the channel',
  'botframework.guide.channel.how':
    'In the Azure Bot, under Channels, add Microsoft Teams or another one. For Teams, the bot also needs an app that people install.',
  'botframework.guide.address': 'Enter the messaging endpoint',
  'botframework.guide.address.how':
    'When the bot is connected here, its check shows an address. Enter that in Azure under Configuration → Messaging endpoint.',

  'botframework.field.app': 'App ID',
  'botframework.field.app.help': 'The Microsoft App ID of the Azure Bot, under Configuration.',
  'botframework.field.secret': 'Client secret',
  'botframework.field.secret.help': 'The value of a secret, not its id, from Certificates & secrets of the app.',
  'botframework.field.tenant': 'Tenant ID',
  'botframework.field.tenant.help':
    'The App Tenant ID of the Azure Bot, under Configuration. For an old multi-tenant bot: botframework.com.',
  'botframework.field.channel': 'Channel',
  'botframework.field.channel.help': 'Where people write to the bot. The source is called after it.',
  'botframework.field.channel.msteams': 'Microsoft Teams',
  'botframework.field.channel.skype': 'Skype',
  'botframework.field.channel.any': 'All channels of the Azure Bot',
  'botframework.field.ends': 'Secret ends on',
  'botframework.field.ends.help':
    'The day that Azure shows beside the secret, such as 2027-11-30. You are told a month before.',
  'botframework.field.cloud': 'Cloud',
  'botframework.field.cloud.help': 'The cloud of Microsoft that the Azure Bot is in.',
  'botframework.field.cloud.public': 'Public',
  'botframework.field.cloud.us-government': 'Azure Government',
  'botframework.field.login': 'Sign-in address',
  'botframework.field.open-id': 'Address of the OpenID document',
  'botframework.field.issuer': 'Issuer of tokens',
  'botframework.field.address.help': 'Leave it empty: the cloud’s own is used.',
  'botframework.wrong.app': 'This is not such an id: it looks like 00000000-0000-0000-0000-000000000000.',
  'botframework.wrong.tenant':
    'This is not a tenant: it looks like 00000000-0000-0000-0000-000000000000, or is botframework.com.',
  'botframework.wrong.secret': 'This is not a client secret: it has no spaces.',
  'botframework.wrong.channel': 'This has to be msteams, skype or any.',
  'botframework.wrong.cloud': 'This has to be public or us-government.',
  'botframework.wrong.day': 'This is not a day: it looks like 2027-11-30.',
  'botframework.wrong.address': 'This is not the address of a web page.',

  'botframework.check.token': 'Token of the bot',
  'botframework.check.token.ok': 'Microsoft gives the bot a token.',
  'botframework.check.secret': 'Client secret',
  'botframework.check.secret.ends': 'The client secret ends on {day}. Make a new one before that and enter it.',
  'botframework.check.secret.ended': 'The client secret ended on {day}. Make a new one and enter it.',
  'botframework.check.keys': 'Keys',
  'botframework.check.keys.ok': 'The keys that prove where messages come from can be had.',
  'botframework.check.keys.none':
    'The keys that prove where messages come from cannot be had from {host}. Until then messages wait.',
  'botframework.check.address': 'Messaging endpoint',
  'botframework.check.address.ok': 'Microsoft has called {url}.',
  'botframework.check.address.unknown':
    'Microsoft does not tell where it sends messages. The messaging endpoint of the Azure Bot has to be {url}.',
  'botframework.check.address.missing':
    'Messages do not arrive yet. In Azure, enter {url} under Configuration → Messaging endpoint, and write to the bot. Then check again.',
  'botframework.check.channel': 'Channel of the bot',
  'botframework.check.channel.retired':
    'Microsoft switched Skype off on 5 May 2025. Nobody can reach the bot there any more.',
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
  'botframework.about': 'Un bot al que se escribe en Teams, desde las empresas',

  'botframework.guide.portal': 'Abrir el portal de Azure',
  'botframework.guide.bot': 'Crea un Azure Bot',
  'botframework.guide.bot.how':
    'En el portal de Azure, crea un Azure Bot de tipo Inquilino único. Su Configuración muestra el id. de aplicación y el inquilino.',
  'botframework.guide.secret': 'Crea un secreto de cliente',
  'botframework.guide.secret.how':
    'Configuración → Administrar contraseña → Nuevo secreto de cliente. Copia su valor enseguida, porque Azure solo lo muestra ahora, y anota el día en que termina.',
  'botframework.guide.channel': 'Elige el canal',
  'botframework.guide.channel.how':
    'En el Azure Bot, en Canales, añade Microsoft Teams u otro. Para Teams, el bot necesita además una aplicación que la gente instale.',
  'botframework.guide.address': 'Escribe el punto de conexión de mensajería',
  'botframework.guide.address.how':
    'Cuando el bot esté conectado aquí, su comprobación muestra una dirección. Escríbela en Azure en Configuración → Punto de conexión de mensajería.',

  'botframework.field.app': 'Id. de aplicación',
  'botframework.field.app.help': 'El id. de aplicación de Microsoft del Azure Bot, en Configuración.',
  'botframework.field.secret': 'Secreto de cliente',
  'botframework.field.secret.help': 'El valor de un secreto, no su id., de Certificados y secretos de la aplicación.',
  'botframework.field.tenant': 'Id. de inquilino',
  'botframework.field.tenant.help':
    'El id. de inquilino de la aplicación del Azure Bot, en Configuración. Para un bot antiguo multiinquilino: botframework.com.',
  'botframework.field.channel': 'Canal',
  'botframework.field.channel.help': 'Donde la gente escribe al bot. La fuente lleva su nombre.',
  'botframework.field.channel.msteams': 'Microsoft Teams',
  'botframework.field.channel.skype': 'Skype',
  'botframework.field.channel.any': 'Todos los canales del Azure Bot',
  'botframework.field.ends': 'El secreto termina el',
  'botframework.field.ends.help':
    'El día que Azure muestra junto al secreto, como 2027-11-30. Se te avisa un mes antes.',
  'botframework.field.cloud': 'Nube',
  'botframework.field.cloud.help': 'La nube de Microsoft en la que está el Azure Bot.',
  'botframework.field.cloud.public': 'Pública',
  'botframework.field.cloud.us-government': 'Azure Government',
  'botframework.field.login': 'Dirección de inicio de sesión',
  'botframework.field.open-id': 'Dirección del documento OpenID',
  'botframework.field.issuer': 'Emisor de los tokens',
  'botframework.field.address.help': 'Déjalo vacío: se usa la de la nube.',
  'botframework.wrong.app': 'Esto no es un id. de ese tipo: tiene la forma 00000000-0000-0000-0000-000000000000.',
  'botframework.wrong.tenant':
    'Esto no es un inquilino: tiene la forma 00000000-0000-0000-0000-000000000000, o es botframework.com.',
  'botframework.wrong.secret': 'Esto no es un secreto de cliente: no lleva espacios.',
  'botframework.wrong.channel': 'Tiene que ser msteams, skype o any.',
  'botframework.wrong.cloud': 'Tiene que ser public o us-government.',
  'botframework.wrong.day': 'Esto no es un día: tiene la forma 2027-11-30.',
  'botframework.wrong.address': 'Esto no es la dirección de una página web.',

  'botframework.check.token': 'Token del bot',
  'botframework.check.token.ok': 'Microsoft da un token al bot.',
  'botframework.check.secret': 'Secreto de cliente',
  'botframework.check.secret.ends':
    'El secreto de cliente termina el {day}. Crea uno nuevo antes de esa fecha y escríbelo aquí.',
  'botframework.check.secret.ended': 'El secreto de cliente terminó el {day}. Crea uno nuevo y escríbelo aquí.',
  'botframework.check.keys': 'Claves',
  'botframework.check.keys.ok': 'Se pueden obtener las claves que prueban de dónde vienen los mensajes.',
  'botframework.check.keys.none':
    'No se pueden obtener de {host} las claves que prueban de dónde vienen los mensajes. Hasta entonces los mensajes esperan.',
  'botframework.check.address': 'Punto de conexión de mensajería',
  'botframework.check.address.ok': 'Microsoft ha llamado a {url}.',
  'botframework.check.address.unknown':
    'Microsoft no dice adónde envía los mensajes. El punto de conexión de mensajería del Azure Bot tiene que ser {url}.',
  'botframework.check.address.missing':
    'Los mensajes todavía no llegan. En Azure, escribe {url} en Configuración → Punto de conexión de mensajería, y escribe al bot. Después comprueba otra vez.',
  'botframework.check.channel': 'Canal del bot',
  'botframework.check.channel.retired':
    'Microsoft apagó Skype el 5 de mayo de 2025. Ya nadie puede escribir allí al bot.',
};

const pt: Readonly<Record<keyof typeof en, string>> = {
  'botframework.about': 'Um bot para o qual as pessoas das empresas escrevem no Teams',

  'botframework.guide.portal': 'Abrir o portal do Azure',
  'botframework.guide.bot': 'Crie um Azure Bot',
  'botframework.guide.bot.how':
    'No portal do Azure, crie um Azure Bot do tipo Locatário único. A Configuração dele mostra o ID do aplicativo e o locatário.',
  'botframework.guide.secret': 'Crie um segredo do cliente',
  'botframework.guide.secret.how':
    'Configuração → Gerenciar senha → Novo segredo do cliente. Copie o valor logo, porque o Azure só o mostra agora, e anote o dia em que ele termina.',
  'botframework.guide.channel': 'Escolha o canal',
  'botframework.guide.channel.how':
    'No Azure Bot, em Canais, adicione o Microsoft Teams ou outro. Para o Teams, o bot também precisa de um aplicativo que as pessoas instalem.',
  'botframework.guide.address': 'Digite o ponto de extremidade de mensagens',
  'botframework.guide.address.how':
    'Quando o bot estiver conectado aqui, a verificação dele mostra um endereço. Digite-o no Azure em Configuração → Ponto de extremidade de mensagens.',

  'botframework.field.app': 'ID do aplicativo',
  'botframework.field.app.help': 'O ID do aplicativo da Microsoft do Azure Bot, em Configuração.',
  'botframework.field.secret': 'Segredo do cliente',
  'botframework.field.secret.help': 'O valor de um segredo, não o ID dele, de Certificados e segredos do aplicativo.',
  'botframework.field.tenant': 'ID do locatário',
  'botframework.field.tenant.help':
    'O ID do locatário do aplicativo do Azure Bot, em Configuração. Para um bot antigo multilocatário: botframework.com.',
  'botframework.field.channel': 'Canal',
  'botframework.field.channel.help': 'Onde as pessoas escrevem para o bot. A fonte leva o nome dele.',
  'botframework.field.channel.msteams': 'Microsoft Teams',
  'botframework.field.channel.skype': 'Skype',
  'botframework.field.channel.any': 'Todos os canais do Azure Bot',
  'botframework.field.ends': 'O segredo termina em',
  'botframework.field.ends.help':
    'O dia que o Azure mostra ao lado do segredo, como 2027-11-30. Você é avisado um mês antes.',
  'botframework.field.cloud': 'Nuvem',
  'botframework.field.cloud.help': 'A nuvem da Microsoft em que o Azure Bot está.',
  'botframework.field.cloud.public': 'Pública',
  'botframework.field.cloud.us-government': 'Azure Government',
  'botframework.field.login': 'Endereço de entrada',
  'botframework.field.open-id': 'Endereço do documento OpenID',
  'botframework.field.issuer': 'Emissor dos tokens',
  'botframework.field.address.help': 'Deixe vazio: usa-se o da nuvem.',
  'botframework.wrong.app': 'Isto não é um ID desse tipo: ele se parece com 00000000-0000-0000-0000-000000000000.',
  'botframework.wrong.tenant':
    'Isto não é um locatário: ele se parece com 00000000-0000-0000-0000-000000000000, ou é botframework.com.',
  'botframework.wrong.secret': 'Isto não é um segredo do cliente: ele não tem espaços.',
  'botframework.wrong.channel': 'Tem que ser msteams, skype ou any.',
  'botframework.wrong.cloud': 'Tem que ser public ou us-government.',
  'botframework.wrong.day': 'Isto não é um dia: ele se parece com 2027-11-30.',
  'botframework.wrong.address': 'Isto não é o endereço de uma página da web.',

  'botframework.check.token': 'Token do bot',
  'botframework.check.token.ok': 'A Microsoft dá um token ao bot.',
  'botframework.check.secret': 'Segredo do cliente',
  'botframework.check.secret.ends': 'O segredo do cliente termina em {day}. Crie um novo antes disso e digite-o aqui.',
  'botframework.check.secret.ended': 'O segredo do cliente terminou em {day}. Crie um novo e digite-o aqui.',
  'botframework.check.keys': 'Chaves',
  'botframework.check.keys.ok': 'É possível obter as chaves que provam de onde vêm as mensagens.',
  'botframework.check.keys.none':
    'Não é possível obter de {host} as chaves que provam de onde vêm as mensagens. Até lá as mensagens esperam.',
  'botframework.check.address': 'Ponto de extremidade de mensagens',
  'botframework.check.address.ok': 'A Microsoft chamou {url}.',
  'botframework.check.address.unknown':
    'A Microsoft não diz para onde envia as mensagens. O ponto de extremidade de mensagens do Azure Bot tem que ser {url}.',
  'botframework.check.address.missing':
    'As mensagens ainda não chegam. No Azure, digite {url} em Configuração → Ponto de extremidade de mensagens, e escreva para o bot. Depois verifique de novo.',
  'botframework.check.channel': 'Canal do bot',
  'botframework.check.channel.retired':
    'A Microsoft desligou o Skype em 5 de maio de 2025. Ninguém mais consegue escrever ao bot por lá.',
};

export const botframeworkGuidePhrases: Phrases<keyof typeof en> = { en, es, pt };

export const sayGuide = sayingFrom(botframeworkGuidePhrases);
