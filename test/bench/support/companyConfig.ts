/** A config file as companies generate it: a profile for each account and role. */
export function companyConfig(count: number): string {
  const profiles = Array.from(
    { length: count },
    (_, number) => `[profile account-${number}]
sso_session = corp
sso_account_id = ${String(number).padStart(12, '0')}
sso_role_name = developer
region = eu-west-1
output = json
`,
  );
  return `[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
${profiles.join('')}`;
}
