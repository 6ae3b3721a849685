import type { Texts } from '../domain/person.ts';
import type { PlannedAct } from '../domain/planned-act.ts';
import type { SideName } from '../domain/side.ts';
import type { Workspace, WorkspaceSetting } from '../domain/workspace-setting.ts';

export interface WorkspaceSettings {
  /** Those that were ever set, by name. */
  of(workspace: Workspace): readonly WorkspaceSetting[];
  put(workspace: Workspace, setting: WorkspaceSetting): void;
  /** Every workspace with settings. */
  workspaces(): readonly Workspace[];
}

/** The acts of settings: rows that outlive a restart. */
export interface PlannedActs {
  /** Stores a planned act; false when its generation has one. */
  plan(act: PlannedAct): boolean;
  get(generationId: string): PlannedAct | undefined;
  /** Planned acts with `dueAt` at or before `now`, the earliest first. */
  due(now: number): readonly PlannedAct[];
  /** Planned acts of a workspace. */
  plannedIn(workspace: Workspace): readonly PlannedAct[];
  /** planned -> done. False in any other state. */
  done(generationId: string): boolean;
  /** planned -> dropped. False in any other state. */
  drop(generationId: string, why: Texts | null): boolean;
  /** planned -> dropped, for what another run of the side makes needless. */
  dropOfSide(pairId: string, side: SideName): void;
}
