// Branded text: what came off the screen, and what may be kept. A sink that takes `Redacted` cannot be handed raw
// text by mistake; at run time the gate checks its own tags (capture/gate).

declare const stage: unique symbol;

/** A string as the screen, the keyboard or the clipboard gave it. Any `string` is Raw until it was redacted. */
export type Raw = string & { readonly [stage]?: 'raw' };
/** The output of a {@link Redactor}; contains no substance the policy withholds. */
export type Redacted = string & { readonly [stage]: 'redacted' };

/**
 * Where a string stood. Decides how it is treated; a string whose place is not known is `content`.
 *
 * - `interface`: name of a control or static label that the application's maker wrote (button, menu item, tab, column header, field label).
 * - `person`: a structural place for a name (sender, assignee, avatar label).
 * - `message`: text other people wrote or receive (mail and chat bodies, comments). Withheld at every fidelity.
 * - `title`: title of a window or document. `url`: an address; only a route template survives.
 * - `field`: value of a form field. `clipboard`: copied text. `content`: everything else.
 * - `search`: what was searched for. `autocomplete`: suggestions, made from earlier input and from other people.
 *   `notification`: toasts, of whatever application. Withheld at every fidelity.
 * - `goal`: the participant's own words for a task, written to be kept; names and values in it are still replaced.
 * - `secret`: value of a password or payment field; nobody should read it, and nothing of it survives.
 */
export type Slot =
  | 'interface'
  | 'person'
  | 'message'
  | 'title'
  | 'url'
  | 'field'
  | 'secret'
  | 'content'
  | 'clipboard'
  | 'goal'
  | 'search'
  | 'autocomplete'
  | 'notification';

/** The same four levels as `@overt/policy`; kept here so that redaction depends on no policy. */
export type Fidelity = 'none' | 'structure' | 'workflow' | 'content';
