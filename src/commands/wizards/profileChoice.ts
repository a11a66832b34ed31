import type { Choice } from '../../app/prompts.ts';
import type { ProfileSummary } from '../../aws/connections/profileSummary.ts';
import { UserError } from '../../errors.ts';

export function profileChoice(profile: ProfileSummary): Choice<string> {
  const { name, kind, accountId, region, endpoint } = profile;
  return {
    label: name,
    description: [kindInWords[kind], accountId, region, endpoint].filter(Boolean).join(' · '),
    icon: 'account',
    value: name,
  };
}

const kindInWords: Readonly<Record<ProfileSummary['kind'], string>> = {
  keys: 'access keys',
  role: 'role',
  process: 'process',
  sso: 'IAM Identity Center',
  login: 'console sign-in',
  'web identity': 'web identity',
  incomplete: 'no credentials',
};

export function noProfiles(): UserError {
  return new UserError(
    'There is no profile in your AWS config and credentials files. Make one with "aws configure", or add a connection of another kind.',
    { fix: { title: 'Add Connection', command: 'lambdaBench.addConnection' } },
  );
}
