import { sayingFrom, type Phrases } from '../../model/words';

/** All that people are told of a service: administrators while it is connected and looked after, managers of messages. */
const en = {
  'custom.about': 'A chat service or website of your own',
  'custom.check.ping': 'Service',
  'custom.check.address': 'Its messages',
  'custom.signature':
    'The service does not accept Courier’s signature. Enter the secret that it expects of Courier, and look at its clock.',
  'custom.not-there': 'The service does not know the connection at this address. Look at the address of the service.',
  'custom.disabled': 'The service has ended the connection. Connect it again when it is ready for it.',
  'custom.revoked': 'What is behind the service does not accept the service any more. Put it right there.',
  'custom.slower': 'The service asks Courier to send more slowly.',
  'custom.internal': 'The service has an internal error (HTTP {status}).',
  'custom.refused': 'The service refused it: {detail}',
  'custom.redirects': 'The service answers with another address, which is not followed. Enter that address instead.',
  'custom.not-reached': 'The service could not be reached: {why}.',
  'custom.no-answer': 'The service did not answer: {why}.',
  'custom.challenge':
    'The service did not answer the ping with its challenge, so what is at this address is not one that Courier could talk to.',
  'custom.elsewhere':
    'The service sends its messages to another place: {host}. Take it over, and it sends them to Courier.',
  'custom.sends-elsewhere': 'The service sends its messages to another place: {host}. Connect it again.',
  'custom.nowhere': 'The service does not know where to send its messages. Connect it again.',
  'custom.invalid': 'The service did not understand the message.',
  'custom.unsupported': 'The service does not take messages of this kind.',
  'custom.too-large': 'The message is too big for the service.',
  'custom.file-too-large': 'The file is too big for the service.',
  'custom.file-type': 'The service does not take files of this type. Send a link instead.',
  'custom.file-not-had': 'The service could not fetch the file.',
  'custom.nobody': 'The service does not know this customer.',
  'custom.customer-first': 'The service does not let Courier write first. The customer has to write to you once.',
  'custom.blocked': 'The customer has blocked the chat. Messages arrive again when they write.',
  'custom.unsubscribed': 'The customer has unsubscribed. Messages arrive again when they write.',
  'custom.closed': 'The customer has closed the chat. Messages arrive again when they write.',
  'custom.too-late': 'The service takes no answer any more, as the customer has not written for too long.',
  'custom.no-message': 'The service does not know the message that this is about.',
  'custom.conflict': 'The service has another message of the same id.',
  'custom.internal-error': 'The service has an internal error.',
  'custom.undelivered': 'The service could not deliver it.',
  'custom.file-not-fetched': 'The file could not be fetched from the service: {why}.',
  'custom.no-file': 'The service gave no address of the file that could be used.',
  'custom.no-reactions': 'The service shows no reactions.',
  'custom.no-history': 'The service keeps no old conversations for Courier.',
  'custom.history-misfit': 'The service’s answer with old conversations does not fit the protocol: {place}',
  'custom.its-words': '{words}',
  'custom.no-secret': 'This is not a secret: it looks like whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw. Enter one or two.',
  'custom.no-address': 'This is not an address: it begins with https://',
  'custom.same-secret': 'The two secrets have to differ: one is Courier’s, the other is the service’s.',
  'custom.field.url': 'Address of the service',
  'custom.field.url.help': 'Where Courier sends what managers write, for example https://chat.example.com/courier.',
  'custom.field.outbound': 'Courier’s secret',
  'custom.field.outbound.help':
    'Courier signs with it, and the service verifies. While it is being changed: the new one, a space, the old one.',
  'custom.field.inbound': 'The service’s secret',
  'custom.field.inbound.help':
    'The service signs with it, and Courier verifies. While it is being changed: the new one, a space, the old one.',
  'custom.guide.service': 'Have a service',
  'custom.guide.service.how':
    'A chat service or website of yours that speaks Courier’s webhook protocol. The page docs/custom-webhook.md tells how one is built.',
  'custom.guide.address': 'Say where it is',
  'custom.guide.address.how': 'Courier tries the address at once: the service has to answer its ping.',
  'custom.guide.secrets': 'Give each side a secret',
  'custom.guide.secrets.how':
    'Make two, each with “openssl rand -base64 32” and whsec_ in front. Enter both here, and both in the service.',
  'custom.check.ping.ok': 'The service answers, and accepts Courier’s signature.',
  'custom.check.address.ok': 'The service sends its messages to {host}.',

  // What has happened in a chat, for its managers.
  'custom.note.ended': 'The customer has closed the chat.',
  'custom.note.blocked': 'The customer has blocked the chat. Messages do not arrive.',
  'custom.note.left': 'The customer has unsubscribed. Messages do not arrive.',
  'custom.note.back': 'The customer has opened the chat again. Messages arrive.',
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
  'custom.about': 'Un servicio de chat o un sitio web tuyo',
  'custom.check.ping': 'Servicio',
  'custom.check.address': 'Sus mensajes',
  'custom.signature':
    'El servicio no acepta la firma de Courier. Escribe el secreto que el servicio espera de Courier, y mira su reloj.',
  'custom.not-there': 'El servicio no conoce la conexión en esta dirección. Revisa la dirección del servicio.',
  'custom.disabled': 'El servicio ha terminado la conexión. Conéctalo de nuevo cuando esté listo.',
  'custom.revoked': 'Lo que hay detrás del servicio ya no acepta al servicio. Arréglalo allí.',
  'custom.slower': 'El servicio pide a Courier que envíe más despacio.',
  'custom.internal': 'El servicio tiene un error interno (HTTP {status}).',
  'custom.refused': 'El servicio lo rechazó: {detail}',
  'custom.redirects': 'El servicio responde con otra dirección, que no se sigue. Escribe esa dirección en su lugar.',
  'custom.not-reached': 'No se pudo contactar con el servicio: {why}.',
  'custom.no-answer': 'El servicio no respondió: {why}.',
  'custom.challenge':
    'El servicio no respondió al ping con su desafío, así que lo que hay en esta dirección no es algo con lo que Courier pueda hablar.',
  'custom.elsewhere': 'El servicio envía sus mensajes a otro sitio: {host}. Tráelo aquí y los enviará a Courier.',
  'custom.sends-elsewhere': 'El servicio envía sus mensajes a otro sitio: {host}. Conéctalo de nuevo.',
  'custom.nowhere': 'El servicio no sabe adónde enviar sus mensajes. Conéctalo de nuevo.',
  'custom.invalid': 'El servicio no entendió el mensaje.',
  'custom.unsupported': 'El servicio no acepta mensajes de este tipo.',
  'custom.too-large': 'El mensaje es demasiado grande para el servicio.',
  'custom.file-too-large': 'El archivo es demasiado grande para el servicio.',
  'custom.file-type': 'El servicio no acepta archivos de este tipo. Envía un enlace en su lugar.',
  'custom.file-not-had': 'El servicio no pudo obtener el archivo.',
  'custom.nobody': 'El servicio no conoce a este cliente.',
  'custom.customer-first':
    'El servicio no permite que Courier escriba primero. El cliente tiene que escribirte una vez.',
  'custom.blocked': 'El cliente ha bloqueado el chat. Los mensajes volverán a llegar cuando escriba.',
  'custom.unsubscribed': 'El cliente se ha dado de baja. Los mensajes volverán a llegar cuando escriba.',
  'custom.closed': 'El cliente ha cerrado el chat. Los mensajes volverán a llegar cuando escriba.',
  'custom.too-late': 'El servicio ya no acepta respuestas: hace demasiado que el cliente no escribe.',
  'custom.no-message': 'El servicio no conoce el mensaje del que se trata.',
  'custom.conflict': 'El servicio tiene otro mensaje con el mismo id.',
  'custom.internal-error': 'El servicio tiene un error interno.',
  'custom.undelivered': 'El servicio no pudo entregarlo.',
  'custom.file-not-fetched': 'No se pudo obtener el archivo del servicio: {why}.',
  'custom.no-file': 'El servicio no dio una dirección del archivo que se pueda usar.',
  'custom.no-reactions': 'El servicio no muestra reacciones.',
  'custom.no-history': 'El servicio no guarda conversaciones antiguas para Courier.',
  'custom.history-misfit': 'La respuesta del servicio con conversaciones antiguas no se ajusta al protocolo: {place}',
  'custom.its-words': '{words}',
  'custom.no-secret':
    'Esto no es un secreto: tiene la forma whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw. Escribe uno o dos.',
  'custom.no-address': 'Esto no es una dirección: empieza por https://',
  'custom.same-secret': 'Los dos secretos tienen que ser distintos: uno es de Courier y el otro, del servicio.',
  'custom.field.url': 'Dirección del servicio',
  'custom.field.url.help':
    'Adonde Courier envía lo que escriben los gestores, por ejemplo https://chat.example.com/courier.',
  'custom.field.outbound': 'Secreto de Courier',
  'custom.field.outbound.help':
    'Courier firma con él y el servicio lo comprueba. Mientras se cambia: el nuevo, un espacio, el anterior.',
  'custom.field.inbound': 'Secreto del servicio',
  'custom.field.inbound.help':
    'El servicio firma con él y Courier lo comprueba. Mientras se cambia: el nuevo, un espacio, el anterior.',
  'custom.guide.service': 'Ten un servicio',
  'custom.guide.service.how':
    'Un servicio de chat o un sitio web tuyo que hable el protocolo de webhooks de Courier. La página docs/custom-webhook.md explica cómo se hace.',
  'custom.guide.address': 'Di dónde está',
  'custom.guide.address.how': 'Courier prueba la dirección en el acto: el servicio tiene que responder a su ping.',
  'custom.guide.secrets': 'Da un secreto a cada lado',
  'custom.guide.secrets.how':
    'Crea dos, cada uno con «openssl rand -base64 32» y whsec_ delante. Escribe los dos aquí y los dos en el servicio.',
  'custom.check.ping.ok': 'El servicio responde y acepta la firma de Courier.',
  'custom.check.address.ok': 'El servicio envía sus mensajes a {host}.',

  'custom.note.ended': 'El cliente ha cerrado el chat.',
  'custom.note.blocked': 'El cliente ha bloqueado el chat. Los mensajes no llegan.',
  'custom.note.left': 'El cliente se ha dado de baja. Los mensajes no llegan.',
  'custom.note.back': 'El cliente ha vuelto a abrir el chat. Los mensajes llegan.',
};

const pt: Readonly<Record<keyof typeof en, string>> = {
  'custom.about': 'Um serviço de chat ou um site seu',
  'custom.check.ping': 'Serviço',
  'custom.check.address': 'As mensagens dele',
  'custom.signature':
    'O serviço não aceita a assinatura do Courier. Digite o segredo que o serviço espera do Courier, e veja o relógio dele.',
  'custom.not-there': 'O serviço não conhece a conexão neste endereço. Confira o endereço do serviço.',
  'custom.disabled': 'O serviço encerrou a conexão. Conecte-o de novo quando ele estiver pronto.',
  'custom.revoked': 'O que está por trás do serviço não aceita mais o serviço. Corrija lá.',
  'custom.slower': 'O serviço pede que o Courier envie mais devagar.',
  'custom.internal': 'O serviço está com um erro interno (HTTP {status}).',
  'custom.refused': 'O serviço recusou: {detail}',
  'custom.redirects': 'O serviço responde com outro endereço, que não é seguido. Digite esse endereço no lugar.',
  'custom.not-reached': 'Não foi possível contatar o serviço: {why}.',
  'custom.no-answer': 'O serviço não respondeu: {why}.',
  'custom.challenge':
    'O serviço não respondeu ao ping com o desafio, então o que está neste endereço não é algo com que o Courier possa falar.',
  'custom.elsewhere':
    'O serviço envia as mensagens para outro lugar: {host}. Traga-o para cá, e ele as enviará ao Courier.',
  'custom.sends-elsewhere': 'O serviço envia as mensagens para outro lugar: {host}. Conecte-o de novo.',
  'custom.nowhere': 'O serviço não sabe para onde enviar as mensagens. Conecte-o de novo.',
  'custom.invalid': 'O serviço não entendeu a mensagem.',
  'custom.unsupported': 'O serviço não aceita mensagens deste tipo.',
  'custom.too-large': 'A mensagem é grande demais para o serviço.',
  'custom.file-too-large': 'O arquivo é grande demais para o serviço.',
  'custom.file-type': 'O serviço não aceita arquivos deste tipo. Envie um link no lugar dele.',
  'custom.file-not-had': 'O serviço não conseguiu obter o arquivo.',
  'custom.nobody': 'O serviço não conhece este cliente.',
  'custom.customer-first':
    'O serviço não permite que o Courier escreva primeiro. O cliente tem que escrever para você uma vez.',
  'custom.blocked': 'O cliente bloqueou o chat. As mensagens voltam a chegar quando ele escrever.',
  'custom.unsubscribed': 'O cliente cancelou a inscrição. As mensagens voltam a chegar quando ele escrever.',
  'custom.closed': 'O cliente fechou o chat. As mensagens voltam a chegar quando ele escrever.',
  'custom.too-late': 'O serviço não aceita mais respostas: faz tempo demais que o cliente não escreve.',
  'custom.no-message': 'O serviço não conhece a mensagem de que se trata.',
  'custom.conflict': 'O serviço tem outra mensagem com o mesmo id.',
  'custom.internal-error': 'O serviço está com um erro interno.',
  'custom.undelivered': 'O serviço não conseguiu entregar.',
  'custom.file-not-fetched': 'Não foi possível obter o arquivo do serviço: {why}.',
  'custom.no-file': 'O serviço não deu um endereço do arquivo que possa ser usado.',
  'custom.no-reactions': 'O serviço não mostra reações.',
  'custom.no-history': 'O serviço não guarda conversas antigas para o Courier.',
  'custom.history-misfit': 'A resposta do serviço com conversas antigas não corresponde ao protocolo: {place}',
  'custom.its-words': '{words}',
  'custom.no-secret':
    'Isto não é um segredo: ele se parece com whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw. Digite um ou dois.',
  'custom.no-address': 'Isto não é um endereço: ele começa com https://',
  'custom.same-secret': 'Os dois segredos precisam ser diferentes: um é do Courier, o outro é do serviço.',
  'custom.field.url': 'Endereço do serviço',
  'custom.field.url.help':
    'Para onde o Courier envia o que os gestores escrevem, por exemplo https://chat.example.com/courier.',
  'custom.field.outbound': 'Segredo do Courier',
  'custom.field.outbound.help':
    'O Courier assina com ele e o serviço confere. Enquanto é trocado: o novo, um espaço, o antigo.',
  'custom.field.inbound': 'Segredo do serviço',
  'custom.field.inbound.help':
    'O serviço assina com ele e o Courier confere. Enquanto é trocado: o novo, um espaço, o antigo.',
  'custom.guide.service': 'Tenha um serviço',
  'custom.guide.service.how':
    'Um serviço de chat ou site seu que fale o protocolo de webhooks do Courier. A página docs/custom-webhook.md diz como se faz um.',
  'custom.guide.address': 'Diga onde ele está',
  'custom.guide.address.how': 'O Courier testa o endereço na hora: o serviço tem de responder ao ping.',
  'custom.guide.secrets': 'Dê um segredo a cada lado',
  'custom.guide.secrets.how':
    'Crie dois, cada um com “openssl rand -base64 32” e whsec_ na frente. Digite os dois aqui e os dois no serviço.',
  'custom.check.ping.ok': 'O serviço responde e aceita a assinatura do Courier.',
  'custom.check.address.ok': 'O serviço envia as mensagens para {host}.',

  'custom.note.ended': 'O cliente fechou o chat.',
  'custom.note.blocked': 'O cliente bloqueou o chat. As mensagens não chegam.',
  'custom.note.left': 'O cliente cancelou a inscrição. As mensagens não chegam.',
  'custom.note.back': 'O cliente abriu o chat de novo. As mensagens chegam.',
};

export const customPhrases: Phrases<keyof typeof en> = { en, es, pt };

export const say = sayingFrom(customPhrases);
