/** A message as a person sees it, on whatever surface. */
export interface Seen {
  readonly id: string;
  readonly kind: 'header' | 'image' | 'ending';
  readonly side: 'A' | 'B' | null;
  /** Heading and lines. */
  readonly text: string;
  readonly buttons: readonly { readonly id: string; readonly label: string }[];
  /** "❤️ 1", as it is shown. */
  readonly reactions: readonly string[];
}

/** One person at the chat, with eyes and hands. */
export interface Seat {
  /** Types a line and sends it. */
  say(line: string): Promise<void>;
  /** What is to be seen now, oldest first. */
  messages(): Promise<readonly Seen[]>;
  /** Presses a button that is, or was, on a message. */
  press(message: Seen, label: string): Promise<void>;
  /** Deletes an image, with whatever the surface asks before. */
  remove(message: Seen): Promise<void>;
  /** Fills in the form that is open and sends it. */
  answer(values: Readonly<Record<string, string>>): Promise<void>;
  /** The newest thing that only this person was told; '' for nothing. */
  told(): Promise<string>;
  /** Presses a button on the newest thing that only this person was told. */
  pressTold(label: string): Promise<void>;
  /** Chooses from a list there, by how the choice begins. */
  choose(label: string): Promise<void>;
  /** How many pictures are to be seen there. */
  picturesTold(): Promise<number>;
  react(message: Seen, emoji: string): Promise<void>;
  unreact(message: Seen, emoji: string): Promise<void>;
  /** Comes back as if the client had been closed. */
  reload(): Promise<void>;
}

/** A running product behind one surface. */
export interface Driver {
  seat(name: string): Promise<Seat>;
  /** The chat shows only pictures that were posted in it, which those of the pool were not. */
  readonly hidesPool?: true;
  /** Credits a person has a day. */
  setQuota(credits: number): void;
  close(): Promise<void>;
}
