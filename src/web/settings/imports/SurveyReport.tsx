import type { SurveyCard } from '../../../api/settings/contract';
import { Icon } from '../../parts/Icon';
import { count } from '../../parts/locale';
import { counted, date } from '../lib/format';
import { useWords } from '../lib/language';

/** What the dry run found, the most important first. */
export function SurveyReport({ survey }: { readonly survey: SurveyCard }) {
  const { t, language } = useWords();
  const { look } = t.imports;
  const { oldest, newest, messages } = survey;
  return (
    <>
      <div className="survey-head">
        <h3>
          {messages === 0 ? look.nothing : look.found(counted(messages, language), counted(survey.chats, language))}
        </h3>
        <p className="quiet">
          {[
            look.formats[survey.format] ?? survey.format,
            oldest === null || newest === null ? null : look.between(date(oldest, language), date(newest, language)),
          ]
            .filter((each) => each !== null)
            .join(' · ')}
        </p>
      </div>
      <Facts survey={survey} />
      {survey.gaps.length === 0 ? null : (
        <div className="survey-gaps">
          <h4>{look.notTaken}</h4>
          <ul>
            {survey.gaps.map((gap) => (
              <li key={gap.why}>
                <span className="survey-gap-count">{count(gap.count, language)}</span>
                <span className="survey-gap-words">
                  {gap.why}
                  {gap.places.length === 0 ? null : (
                    <span className="quiet"> {look.places(gap.places.join(', '))}</span>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className="import-note">
        <Icon name="info" size={16} />
        <span>{t.imports.empty.card}</span>
      </p>
    </>
  );
}

function Facts({ survey }: { readonly survey: SurveyCard }) {
  const { t, language } = useWords();
  const { look } = t.imports;
  const written = (value: number): string => count(value, language);
  const { files, filesMissing, known, leads } = survey;
  const filesText =
    filesMissing > 0
      ? look.filesMissing(counted(filesMissing, language))
      : files === 0
        ? look.filesNone
        : look.filesAll;
  const facts = [
    {
      title: look.messages,
      value: survey.messages,
      text: look.messagesOf(written(survey.fromCustomers), written(survey.fromBusiness)),
    },
    {
      title: look.chats,
      value: survey.chats,
      text: look.chatsOf(counted(survey.chatsKnown, language), counted(survey.chatsNew, language)),
    },
    { title: look.files, value: files, text: filesText, isWarning: filesMissing > 0 },
    { title: look.known, value: known, text: known === 0 ? look.knownNone : look.knownText },
    { title: look.leads, value: leads, text: leads === 0 ? look.leadsNone : look.leadsSome },
  ];
  return (
    <dl className="survey-facts">
      {facts.map(({ title, value, text, isWarning }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            <span className="survey-number">{written(value)}</span>
            <span className="survey-fact-text" data-warn={isWarning === true ? '' : undefined}>
              {text}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
