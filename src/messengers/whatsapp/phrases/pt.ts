import type { en } from './en';

export const pt: Readonly<Record<keyof typeof en, string>> = {
  'whatsapp.token': 'O WhatsApp não aceita o token de acesso. Digite um novo.',
  'whatsapp.permission':
    'O token de acesso não tem permissão para este número. Crie um com whatsapp_business_messaging e digite-o.',
  'whatsapp.not-registered': 'O número não está registrado no WhatsApp. Registre-o no Gerenciador do WhatsApp.',
  'whatsapp.locked':
    'A Meta bloqueou a conta do WhatsApp. Consulte a página de suporte para empresas da Meta (Business Support Home).',
  'whatsapp.payment':
    'A Meta não aceita mensagens por causa da forma de pagamento. Corrija isso no Gerenciador do WhatsApp.',
  'whatsapp.country': 'O WhatsApp não permite que esta empresa escreva para pessoas do país do cliente.',
  'whatsapp.number-slower': 'O WhatsApp pede que o número envie mais devagar.',
  'whatsapp.person-slower': 'O WhatsApp aceita mais devagar as mensagens para uma mesma pessoa.',
  'whatsapp.spam':
    'O WhatsApp não aceita por enquanto: muitas mensagens deste número foram bloqueadas ou denunciadas. Espere algumas horas.',
  'whatsapp.window-closed': 'O cliente não escreve há mais de 24 horas, então o WhatsApp só aceita um modelo.',
  'whatsapp.undeliverable':
    'O WhatsApp não consegue entregar a esta pessoa: talvez o número não esteja no WhatsApp ou o app do cliente seja antigo demais.',
  'whatsapp.blocked': 'Esta pessoa está bloqueada pela empresa. Desbloqueie-a no Gerenciador do WhatsApp.',
  'whatsapp.marketing-held':
    'O WhatsApp está retendo mensagens de marketing para esta pessoa. Tente de novo depois de um dia, ou não envie marketing.',
  'whatsapp.marketing-unwanted': 'O cliente não quer mensagens de marketing desta empresa.',
  'whatsapp.kind': 'O WhatsApp não aceita mensagens deste tipo.',
  'whatsapp.file-not-loaded': 'O WhatsApp não conseguiu carregar o arquivo.',
  'whatsapp.file': 'O WhatsApp não pôde aceitar o arquivo. {detail}',
  'whatsapp.to-itself': 'O número não pode escrever para si mesmo.',
  'whatsapp.no-phone': 'O WhatsApp envia este modelo só para números de telefone, e não tem o desta pessoa.',
  'whatsapp.message': 'O WhatsApp não aceitou a mensagem. {detail}',
  'whatsapp.busy': 'O WhatsApp não pode aceitar a mensagem agora.',
  'whatsapp.pin':
    'O WhatsApp não registrou o número: o PIN estava errado ou houve tentativas demais. Espere e tente de novo.',
  'whatsapp.name-unapproved': 'O WhatsApp ainda não aprovou o nome do número.',
  'whatsapp.not-an-address': 'O endereço do chat não é do WhatsApp.',
  'whatsapp.not-a-message': 'Esta mensagem não é uma que se possa apontar no WhatsApp.',
  'whatsapp.file-gone': 'O WhatsApp não tem mais o arquivo. Peça ao cliente que o envie de novo.',
  'whatsapp.same-labels': 'O WhatsApp não aceita dois botões com o mesmo texto. Dê nomes diferentes a eles.',
  'whatsapp.buttons': 'O WhatsApp não aceita estes botões: são muitos ou longos demais.',

  'whatsapp.no-template': 'O WhatsApp não tem nenhum modelo com este nome neste idioma. Carregue os modelos de novo.',
  'whatsapp.template-unapproved':
    'O WhatsApp não tem este modelo neste idioma, ou não o aprovou. Carregue os modelos de novo.',
  'whatsapp.template-changed':
    'O modelo tem variáveis diferentes das que foram preenchidas. Carregue os modelos de novo.',
  'whatsapp.template-long': 'Com estes valores, o modelo fica longo demais. Encurte-os.',
  'whatsapp.template-rules': 'O que o modelo diz viola as regras do WhatsApp.',
  'whatsapp.template-values': 'Os valores não servem para o modelo. {detail}',
  'whatsapp.template-paused': 'O WhatsApp pausou o modelo porque os clientes não gostaram dele. Use outro.',
  'whatsapp.template-stopped': 'O WhatsApp desativou o modelo de vez. Use outro.',
  'whatsapp.form-blocked': 'O formulário (flow) do modelo está bloqueado no WhatsApp.',
  'whatsapp.form-slowed': 'O formulário (flow) do modelo está limitado no WhatsApp.',
  'whatsapp.values-missing': 'Falta um valor no modelo: {what}. Preencha e envie de novo.',
  'whatsapp.missing-value': '{name}',
  'whatsapp.missing-in-header': '{name} do cabeçalho',
  'whatsapp.missing-picture': 'a imagem do cabeçalho',
  'whatsapp.missing-video': 'o vídeo do cabeçalho',
  'whatsapp.missing-file': 'o arquivo do cabeçalho',
  'whatsapp.missing-link': 'o link do botão “{button}”',
  'whatsapp.missing-code': 'o código do botão',
  'whatsapp.not-sendable': 'O modelo não pode ser enviado daqui: ele tem {what}.',
  'whatsapp.has-part': 'uma parte do tipo {kind}',
  'whatsapp.has-header': 'um cabeçalho do tipo {kind}',
  'whatsapp.has-location': 'uma localização como cabeçalho',
  'whatsapp.has-button': 'um botão do tipo {kind}',
  'whatsapp.no-place-for-file': 'O modelo não pode ser enviado daqui com um arquivo: não tem lugar para ele.',

  'whatsapp.template': 'O WhatsApp não aceitou o modelo. {detail}',
  'whatsapp.template-exists': 'O WhatsApp já tem um modelo com este nome e este idioma. Escolha outro nome.',
  'whatsapp.template-limit': 'O WhatsApp não aceita mais modelos desta conta. Exclua alguns primeiro.',
  'whatsapp.template-edges':
    'Um modelo não pode começar nem terminar com uma variável. Coloque texto antes e depois dela.',
  'whatsapp.template-sparse': 'O modelo tem variáveis demais para tão pouco texto. Escreva mais em volta delas.',
  'whatsapp.template-name':
    'O WhatsApp aceita nomes de modelos só com letras latinas e números. Mude o nome do modelo.',
  'whatsapp.examples-missing':
    'O WhatsApp pede um exemplo para {names}. Digite-o e envie o modelo para análise de novo.',

  'whatsapp.unknown-number':
    'A Meta não conhece nenhum número com este ID, ou o token não pode usá-lo. Copie de novo o ID do número de telefone.',
  'whatsapp.unknown-account':
    'A Meta não conhece nenhuma conta do WhatsApp Business com este ID, ou o token não pode usá-la. Copie de novo o ID da conta.',
  'whatsapp.other-account': 'A conta do WhatsApp Business com este ID não tem este número. Confira os dois IDs.',
  'whatsapp.taken':
    'As mensagens da conta vão para outro serviço: {host}. Desconecte-a de lá, ou traga-a para cá: então esse serviço não receberá mais nenhuma.',

  'whatsapp.account-approved': 'A Meta analisou a conta do WhatsApp Business: aprovada.',
  'whatsapp.account-rejected': 'A Meta analisou a conta do WhatsApp Business: rejeitada.',
  'whatsapp.account-reviewed': 'A Meta analisou a conta do WhatsApp Business: {decision}.',
  'whatsapp.name-approved': 'A Meta decidiu sobre o nome do número: aprovado.',
  'whatsapp.name-refused': 'A Meta decidiu sobre o nome do número: recusado.',
  'whatsapp.name-refused-because': 'A Meta decidiu sobre o nome do número: recusado, {reason}.',
  'whatsapp.name-decided': 'A Meta decidiu sobre o nome do número: {decision}.',
  'whatsapp.template-category':
    'Agora a Meta considera o modelo “{template}” como {category}, o que pode mudar o preço dele.',
  'whatsapp.template-quality': 'A qualidade do modelo “{template}” agora é {quality}.',
  'whatsapp.template-may-pause': 'A Meta pode pausá-lo.',
  'whatsapp.high': 'alta',
  'whatsapp.medium': 'média',
  'whatsapp.low': 'baixa',
  'whatsapp.account-open': 'A Meta reabriu a conta do WhatsApp Business.',
  'whatsapp.account-closing':
    'A Meta está encerrando a conta do WhatsApp Business, ou já a encerrou. Consulte a página de suporte para empresas da Meta (Business Support Home).',
  'whatsapp.account-gone': 'A conta do WhatsApp Business não existe mais, ou o app não pode mais usá-la.',
  'whatsapp.account-restricted': 'A Meta restringiu a conta do WhatsApp Business: {kinds}.',
  'whatsapp.account-no-starting': 'não é possível começar conversas nem enviar modelos',
  'whatsapp.account-no-answering': 'não é possível responder aos clientes',
  'whatsapp.account-restricted-until': 'Termina em {until}.',
  'whatsapp.account-violation': 'A Meta diz que a conta viola as regras dela: {kind}.',
  'whatsapp.no-reason': 'sem dizer o motivo',
  'whatsapp.account-event': 'A Meta informa sobre a conta do WhatsApp Business: {event}.',
  'whatsapp.history-not-shared':
    'O telefone não compartilha as conversas antigas: isso está desativado no app WhatsApp Business.',
  'whatsapp.history-refused': 'O WhatsApp não entrega as conversas antigas do telefone. {detail}',
  'whatsapp.account-alert': 'A Meta alerta sobre a conta do WhatsApp: {detail}',
  'whatsapp.quality-flagged':
    'Os clientes bloqueiam ou denunciam mensagens do número: a Meta avalia a qualidade dele como baixa e pode deixar que ele escreva para menos pessoas.',
  'whatsapp.quality-unflagged': 'A Meta voltou a avaliar bem a qualidade do número.',
  'whatsapp.fewer-people': 'A partir de agora, a Meta deixa o número escrever primeiro para menos pessoas.',
  'whatsapp.more-people': 'A partir de agora, a Meta deixa o número escrever primeiro para mais pessoas.',
  'whatsapp.quality-event': 'A Meta informa sobre a qualidade do número: {event}.',
  'whatsapp.number-limit': 'O limite dele é {limit}.',

  'whatsapp.note.new-number': 'O cliente tem agora outro número de telefone. O WhatsApp moveu este chat para ele.',
  'whatsapp.note.new-id': 'O WhatsApp conhece agora o cliente por outro identificador. O chat continua com esse.',
  'whatsapp.note.no-marketing': 'O cliente não quer mais mensagens de marketing. O WhatsApp não as entregará.',
  'whatsapp.note.marketing': 'O cliente quer mensagens de marketing de novo.',
};
