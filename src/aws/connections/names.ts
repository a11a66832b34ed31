// What may be typed of a connection: each function answers what is wrong in a sentence, or undefined.
// No answer repeats the value: a secret may have been put into the wrong field.

export function connectionNameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'A connection needs a name.';
  if (name !== name.trim()) return 'A name has no blanks before or after it.';
  if (name === 'local') return 'The name local belongs to the built-in connection.';
  if (name.length > 64) return 'A name has at most 64 characters.';
  return /[\p{Cc}\p{Cf}]/u.test(name) ? 'A name has no control characters.' : undefined;
}

/** AssumeRole, RoleArn. */
export function roleArnProblem(arn: string): string | undefined {
  return /^arn:aws[\w-]*:iam::\d{12}:role\/\S{1,512}$/.test(arn)
    ? undefined
    : `A role's ARN looks like arn:aws:iam::123456789012:role/name.`;
}

/** AssumeRole, RoleSessionName. */
export function sessionNameProblem(name: string): string | undefined {
  return /^[\w+=,.@-]{2,64}$/.test(name)
    ? undefined
    : `A session's name is made of 2 to 64 letters (A–Z), digits and _+=,.@-`;
}

/** AssumeRole, DurationSeconds. */
export function sessionDurationProblem(seconds: string): string | undefined {
  const value = Number(seconds);
  return /^\d+$/.test(seconds) && value >= 900 && value <= 43_200
    ? undefined
    : 'A session lasts a whole number from 900 to 43200 seconds.';
}

/** AssumeRole, ExternalId. */
export function externalIdProblem(id: string): string | undefined {
  return /^[\w+=,.@:/-]{2,1224}$/.test(id)
    ? undefined
    : 'An external id is made of 2 to 1224 letters (A–Z), digits and _+=,.@:/-';
}

/** AssumeRole, SerialNumber. */
export function mfaSerialProblem(serial: string): string | undefined {
  return /^[\w+=/:,.@-]{9,256}$/.test(serial)
    ? undefined
    : `An MFA device is named by its serial number or an ARN like arn:aws:iam::123456789012:mfa/name.`;
}

/** AssumeRole, TokenCode. */
export function mfaCodeProblem(code: string): string | undefined {
  return /^\d{6}$/.test(code) ? undefined : 'The code of an MFA device has six digits.';
}

/** GetId, IdentityPoolId. */
export function identityPoolProblem(id: string): string | undefined {
  return /^[\w-]+:[0-9a-f-]+$/i.test(id) && id.length <= 55
    ? undefined
    : `An identity pool's id looks like eu-west-1:12345678-90ab-cdef-1234-567890abcdef.`;
}

/** One label of a host's name, since it becomes one. */
export function regionProblem(region: string): string | undefined {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(region)
    ? undefined
    : 'A region looks like eu-west-1.';
}

export function endpointUrlProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    return `An endpoint's address begins with https:// or http://, e.g. http://localhost:4566.`;
  }
  if (url.username || url.password) return `An endpoint's address names no user and no password.`;
  return url.search || url.hash ? `An endpoint's address has no ? and no #.` : undefined;
}
