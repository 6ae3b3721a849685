import type { Json } from './json.ts';

export interface UserOptions {
  readonly name: string;
  readonly globalName?: string;
  readonly bot?: boolean;
  /** Of an account that was there before; a new one unless told. */
  readonly id?: string;
}

/** An account. */
export class FakeUser {
  readonly id: string;
  readonly name: string;
  readonly globalName: string | null;
  readonly bot: boolean;
  /** True when direct messages to this person fail with 50007. */
  refusesDms = false;

  constructor(id: string, options: UserOptions) {
    this.id = id;
    this.name = options.name;
    this.globalName = options.globalName ?? null;
    this.bot = options.bot ?? false;
  }

  toApi(): Json {
    return {
      id: this.id,
      username: this.name,
      discriminator: this.bot ? '0001' : '0',
      global_name: this.globalName,
      avatar: null,
      bot: this.bot,
      system: false,
      banner: null,
      accent_color: null,
      avatar_decoration_data: null,
      collectibles: null,
      clan: null,
      primary_guild: null,
      public_flags: 0,
      flags: 0,
    };
  }
}
