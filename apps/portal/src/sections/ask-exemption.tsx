// The form that asks for an exemption.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type RefObject, type SyntheticEvent, useId, useRef, useState } from 'react';
import { api } from '../api/client.ts';
import type { Exemption, ExemptionReason } from '../api/types.ts';
import { Notice } from '../parts/notice.tsx';
import { isSameScope, type ScopeKind, scopeOf } from '../scope.ts';
import { REASON_WORDS, scopeWords } from '../words.ts';

const KINDS: readonly { readonly kind: ScopeKind; readonly label: string }[] = [
  { kind: 'host', label: 'A site' },
  { kind: 'place', label: 'A place of the list' },
  { kind: 'everything', label: 'Everything' },
];

const NAMED = {
  host: {
    label: 'Its address',
    placeholder: 'clinic.example',
    hint: 'What lies under it is included.',
    wrong: 'This is no address of a site. Expected something like clinic.example.',
  },
  place: {
    label: 'Its name in the list',
    placeholder: 'office.mail',
    hint: 'As “overt places” prints it, or category: and a kind of places. A name that is not in the list leaves nothing out.',
    wrong: 'This is no name of a place. Expected something like office.mail or category:chat.',
  },
} as const;

/** @param props.standing what she has asked for already. */
export function AskExemption(props: { standing: readonly Exemption[] }) {
  const [kind, setKind] = useState<ScopeKind>('host');
  const [wrong, setWrong] = useState<string>();
  const name = useRef<HTMLInputElement>(null);
  const queries = useQueryClient();
  const ask = useMutation({
    mutationFn: api.askExemption,
    onSuccess: () => {
      if (name.current) name.current.value = '';
      return queries.invalidateQueries({ queryKey: ['exemptions'] });
    },
  });

  const refuse = (sentence: string) => {
    setWrong(sentence);
    name.current?.focus();
  };
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    ask.reset();
    const scope = scopeOf(kind, name.current?.value ?? '');
    if (!scope) return kind === 'everything' ? undefined : refuse(NAMED[kind].wrong);
    const twin = props.standing.find((one) => isSameScope(one.scope, scope));
    if (twin?.state === 'pending' || twin?.state === 'granted')
      return refuse(`You have asked for ${scopeWords(scope)} already; it is not captured.`);
    setWrong(undefined);
    const reason = new FormData(event.currentTarget).get('reason') as ExemptionReason;
    ask.mutate({ scope, reason });
  };

  return (
    <form className="panel form" onSubmit={submit} aria-labelledby="ask-title" noValidate>
      <h3 id="ask-title">Ask for one</h3>
      <KindChoice
        kind={kind}
        choose={(next) => {
          setKind(next);
          setWrong(undefined);
        }}
      />
      {kind !== 'everything' && <NameField key={kind} kind={kind} input={name} wrong={wrong} />}
      {kind === 'everything' && (
        <>
          <p className="note">
            To stop for good, withdraw instead: that needs nobody’s permission. A pause needs none either.
          </p>
          {wrong && <Wrong>{wrong}</Wrong>}
        </>
      )}
      <label className="field">
        <span>Reason</span>
        <select name="reason" defaultValue="none-given">
          {REASON_WORDS.map(([reason, words]) => (
            <option key={reason} value={reason}>
              {words}
            </option>
          ))}
        </select>
        <span className="note">You need none. A reviewer sees it, nobody else does.</span>
      </label>
      <button type="submit" disabled={ask.isPending}>
        Ask for this exemption
      </button>
      <Notice fault={ask.error} />
      <p role="status" className="note">
        {ask.data &&
          `Asked for: ${scopeWords(ask.variables.scope)}. Your recorders leave it out from their next contact with the server, within a minute while they are online.`}
      </p>
      <p className="note">
        Asked for in the recorder itself, under “Your own rules”, it holds at once and without a connection.
      </p>
    </form>
  );
}

function Wrong(props: { id?: string; children: string }) {
  return (
    <p role="alert" className="alert" id={props.id}>
      {props.children}
    </p>
  );
}

function KindChoice(props: { kind: ScopeKind; choose: (kind: ScopeKind) => void }) {
  return (
    <fieldset>
      <legend>What is to be left out</legend>
      <div className="options">
        {KINDS.map(({ kind, label }) => (
          <label key={kind}>
            <input
              type="radio"
              name="kind"
              checked={props.kind === kind}
              onChange={() => props.choose(kind)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function NameField(props: {
  kind: Exclude<ScopeKind, 'everything'>;
  input: RefObject<HTMLInputElement | null>;
  wrong: string | undefined;
}) {
  const { label, placeholder, hint } = NAMED[props.kind];
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        ref={props.input}
        id={id}
        aria-describedby={`${id}-wrong ${id}-hint`}
        aria-invalid={props.wrong !== undefined}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <span className="note" id={`${id}-hint`}>
        {hint}
      </span>
      {props.wrong && <Wrong id={`${id}-wrong`}>{props.wrong}</Wrong>}
    </div>
  );
}
