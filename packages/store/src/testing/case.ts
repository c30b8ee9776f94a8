/** One thing an adapter has to do. The name is a sentence; `run` rejects if it is not so. Any test runner can run it. */
export interface Case<Subject> {
  readonly name: string;
  run(subject: Subject): Promise<void>;
}
