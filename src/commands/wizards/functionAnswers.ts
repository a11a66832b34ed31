import type { SourceFacts } from '../../aws/packaging.ts';
import type { RoleSummary } from '../../aws/role.ts';
import type { FunctionPlan } from '../flows/makeFunction.ts';
import type { RoleNeedAnswers } from './roleNeedSteps.ts';
import type { SourceChoice } from './sourceQuestion.ts';

/** What the steps of *Create Function* answer. */
export interface FunctionAnswers extends Omit<FunctionPlan, 'role'>, RoleNeedAnswers {
  readonly source: SourceChoice;
  readonly facts: SourceFacts;
  /** Absolute path of the folder that gets a blueprint's own folder. */
  readonly folder: string;
  /** Undefined for a new one, as `roleName`, `policies` and `inlinePolicy` say. */
  readonly role: RoleSummary | undefined;
  readonly needsRole: boolean;
  readonly roleName: string;
  readonly policies: readonly string[];
  readonly choosesSize: boolean;
  readonly choosesMore: boolean;
}
