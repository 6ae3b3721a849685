/** What the documentation says of one text model. */
export interface FakeTextModel {
  /** Levels of thinking that it takes. */
  readonly levels: readonly string[];
}

const ALL = ['MINIMAL', 'LOW', 'MEDIUM', 'HIGH'];

/** Flash models from 3.7 on do not take the lowest level; the Lite ones do. */
export const TEXT_MODELS: ReadonlyMap<string, FakeTextModel> = new Map([
  ['gemini-3.1-flash-lite', { levels: ALL }],
  ['gemini-3.5-flash-lite', { levels: ALL }],
  ['gemini-3.5-flash', { levels: ALL }],
  ['gemini-3.8-flash', { levels: ALL.slice(1) }],
]);
