/** Base of every error Overt throws: a code from a closed union, a message for people, a detail for machines; never captured content. */
export abstract class Fault<Code extends string, Detail extends object = object> extends Error {
  abstract override readonly name: string;
  readonly code: Code;
  readonly detail: Readonly<Detail>;
  constructor(code: Code, message: string, detail: Readonly<Detail>, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.detail = detail;
  }
}
