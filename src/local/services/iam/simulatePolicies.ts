import type {
  EvaluationResult,
  SimulateCustomPolicyRequest,
  SimulatePolicyResponse,
  SimulatePrincipalPolicyRequest,
  Statement,
} from '@aws-sdk/client-iam';
import type { Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { parseArn } from '../arn.ts';
import { pageOfList } from '../page.ts';
import { type AccessRequest, type Decision, evaluatePolicies } from '../policy/evaluate.ts';
import { defaultDocument, findByArn } from './managedPolicy.ts';
import { checkPermissionPolicy } from './policyDocument.ts';
import { findRole } from './role.ts';
import type { IamContext } from './service.ts';
import { placeStatements } from './statementPositions.ts';

export const simulationOperations: Operations<IamContext> = {
  SimulateCustomPolicy: simulateCustomPolicy,
  SimulatePrincipalPolicy: simulatePrincipalPolicy,
};

/** A policy of a simulation, by the name that its results have for it. */
interface Source {
  readonly id: string;
  readonly document: string;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
function simulateCustomPolicy(
  _context: IamContext,
  input: SimulateCustomPolicyRequest,
): SimulatePolicyResponse {
  return simulate(input, inputsOf(input), boundariesOf(input));
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
function simulatePrincipalPolicy(
  context: IamContext,
  input: SimulatePrincipalPolicyRequest,
): SimulatePolicyResponse {
  const arn = parseArn(input.PolicySourceArn ?? '');
  const [kind = '', ...path] = arn?.resource.split('/') ?? [];
  const name = path.at(-1) ?? '';
  if (arn === undefined || arn.service !== 'iam' || !['role', 'user', 'group'].includes(kind)) {
    throw new ServiceError('InvalidInput', `Invalid Entity Arn: ${input.PolicySourceArn}`);
  }
  if (kind !== 'role') {
    throw new ServiceError('NoSuchEntity', `The ${kind} with name ${name} cannot be found.`);
  }
  const role = findRole(context, name);
  const inline = Object.entries(role.inline).map(([policy, document]) => ({
    id: `role_${role.name}_${policy}`,
    document,
  }));
  const managed = (arns: readonly string[]) =>
    arns
      .map((policyArn) => findByArn(context, policyArn))
      .filter((policy) => policy !== undefined)
      .map((policy) => ({ id: policy.name, document: defaultDocument(policy) }));
  const own = role.permissionsBoundary === undefined ? [] : managed([role.permissionsBoundary]);
  const boundaries = boundariesOf(input);
  return simulate(
    input,
    [...inline, ...managed(role.attached), ...inputsOf(input)],
    boundaries.length > 0 ? boundaries : own.map(({ document }) => document),
    { OrganizationsDecisionDetail: { AllowedByOrganizations: true } },
  );
}

type Input = SimulateCustomPolicyRequest | SimulatePrincipalPolicyRequest;

function inputsOf({ PolicyInputList = [], ResourcePolicy }: Input): Source[] {
  PolicyInputList.forEach(checkPermissionPolicy);
  const resource =
    ResourcePolicy === undefined ? [] : [{ id: 'ResourcePolicy', document: ResourcePolicy }];
  const given = PolicyInputList.map((document, index) => ({
    id: `PolicyInputList.${index + 1}`,
    document,
  }));
  return [...given, ...resource];
}

function boundariesOf({ PermissionsBoundaryPolicyInputList = [] }: Input): string[] {
  PermissionsBoundaryPolicyInputList.forEach(checkPermissionPolicy);
  return PermissionsBoundaryPolicyInputList;
}

function simulate(
  input: Input,
  sources: readonly Source[],
  boundaries: readonly string[],
  more: Partial<EvaluationResult> = {},
): SimulatePolicyResponse {
  const { ActionNames = [], ResourceArns: resources = ['*'] } = input;
  const context = new Map(
    input.ContextEntries?.map(({ ContextKeyName = '', ContextKeyValues = [] }) => [
      ContextKeyName.toLowerCase(),
      ContextKeyValues,
    ]),
  );
  const results = ActionNames.flatMap((action) =>
    resources.map((resource): EvaluationResult => {
      const request: AccessRequest = {
        action,
        resource,
        principal: { kind: 'aws', arns: [input.CallerArn ?? ''] },
        context,
      };
      const verdict = judge(request, sources, boundaries);
      const specific = { EvalResourceName: resource, EvalResourceDecision: verdict.decision };
      return {
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: verdict.decision,
        ...verdict.details,
        EvalDecisionDetails: {},
        ...more,
        ...(input.ResourceArns === undefined
          ? {}
          : { ResourceSpecificResults: [{ ...specific, ...verdict.details }] }),
      };
    }),
  );
  const page = pageOfList(results, { marker: input.Marker, limit: input.MaxItems ?? 100 });
  return {
    EvaluationResults: page.items,
    IsTruncated: page.marker !== undefined,
    Marker: page.marker,
  };
}

function judge(request: AccessRequest, sources: readonly Source[], boundaries: readonly string[]) {
  const placed = sources.flatMap(({ id, document }) =>
    placeStatements(document).map((statement) => {
      const alone = `{"Version":"2012-10-17","Statement":${statement.text}}`;
      return { id, statement, says: evaluatePolicies([alone], request) };
    }),
  );
  const denied = placed.some(({ says }) => says === 'deny');
  const bounded = boundaries.length === 0 ? 'allow' : evaluatePolicies(boundaries, request);
  const matched = placed.filter(({ says }) => says === (denied ? 'deny' : 'allow'));
  const decision: Decision =
    denied || bounded === 'deny' ? 'deny' : matched.length > 0 ? bounded : 'none';
  const boundary = { AllowedByPermissionsBoundary: bounded === 'allow' };
  return {
    decision: ({ allow: 'allowed', deny: 'explicitDeny', none: 'implicitDeny' } as const)[decision],
    details: {
      MatchedStatements: matched.map(
        ({ id, statement: { start, end } }): Statement => ({
          SourcePolicyId: id,
          // Its model lists other values; this is what AWS sends.
          SourcePolicyType: 'IAM Policy' as NonNullable<Statement['SourcePolicyType']>,
          StartPosition: { Line: start.line, Column: start.column },
          EndPosition: { Line: end.line, Column: end.column },
        }),
      ),
      MissingContextValues: missingKeys(
        placed.map(({ statement }) => statement.text),
        request,
      ),
      ...(boundaries.length === 0 ? {} : { PermissionsBoundaryDecisionDetail: boundary }),
    },
  };
}

/** Condition keys that the statements ask for and the simulation was not given. */
function missingKeys(statements: readonly string[], { context }: AccessRequest): string[] {
  const keys = statements.flatMap((text) => {
    const condition: object = Object(JSON.parse(text)).Condition ?? {};
    return Object.values(condition).flatMap((block) => Object.keys(Object(block)));
  });
  return [...new Set(keys)].filter((key) => !context.has(key.toLowerCase()));
}
