/**
 * What to do about errors whose own words say well enough what happened; by their names without
 * `Exception`.
 */
export const cures: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'Wait a moment, then try again.': [
      ...['Service', 'ServiceFailure', 'InternalError', 'InternalServer', 'ServiceUnavailable'],
      ...[
        'ResourceInUse',
        'ResourceConflict',
        'ConcurrentModification',
        'EntityTemporarilyUnmodifiable',
      ],
      ...['AuthorizationPending', 'SlowDown', 'InternalStreaming', 'OperationAborted'],
    ],
    'Correct the network settings of the function, or the permissions of its role to use them.': [
      ...['EC2AccessDenied', 'EC2Unexpected', 'ENILimitReached', 'InvalidSecurityGroupID'],
      ...['InvalidSubnetID', 'SubnetIPAddressLimitReached'],
    ],
    'Check the file system of the function: its mount target, its network and the permissions of the role.':
      [
        ...['EFSIO', 'EFSMountConnectivity', 'EFSMountFailure', 'EFSMountTimeout'],
        ...['S3FilesMountConnectivity', 'S3FilesMountFailure', 'S3FilesMountTimeout'],
      ],
    'Check the KMS key that encrypts the environment of the function.': [
      'KMSInvalidState',
      'KMSNotFound',
    ],
    'Publish the version again, and look into its log for what fails when it starts.': [
      'SnapStart',
      'SnapStartRegenerationFailure',
      'SnapStartTimeout',
    ],
    'Delete what is not needed, or ask AWS for a higher quota.': [
      ...['AliasLimitExceeded', 'CapacityProviderLimitExceeded', 'ServiceQuotaExceeded'],
      ...['FunctionVersionsPerCapacityProviderLimitExceeded', 'PolicyLengthExceeded'],
      ...['TooManyTags', 'PackedPolicyTooLarge', 'JWTPayloadSizeExceeded'],
    ],
    'Update the code of the function again.': [
      ...['InvalidZipFile', 'CodeArtifactUserDeleted', 'CodeArtifactUserFailed'],
    ],
    'Sign the code as the code signing configuration of the function asks for.': [
      ...['CodeSigningConfigNotFound', 'CodeVerificationFailed', 'InvalidCodeSignature'],
    ],
    'Refresh the list, then try again with what is there now.': [
      ...['PreconditionFailed', 'ProvisionedConcurrencyConfigNotFound', 'RoleModified'],
      ...['NameConflict', 'ResourceAlreadyExists', 'Conflict'],
    ],
    'Choose another name for the execution.': ['DurableExecutionAlreadyStarted'],
    'Invoke the function again.': ['CallbackTimeout'],
    'Allow public policies for the function, or name who may use it.': ['PublicPolicy'],
    'Correct what was entered.': [
      ...[
        'InvalidParameterValue',
        'InvalidInput',
        'InvalidParameter',
        'InvalidRequest',
        'Validation',
      ],
    ],
    'Check the profile and the endpoint of the connection.': [
      ...['InvalidClientMetadata', 'InvalidRedirectUri', 'UnsupportedGrantType'],
      ...['ExpiredTradeInToken', 'OutboundWebIdentityFederationDisabled'],
      ...['InvalidAuthorizationMessage', 'DeveloperUserAlreadyRegistered'],
    ],
    'Ask for a shorter session, or have the longest session of the role made longer.': [
      'SessionDurationEscalation',
    ],
    'Choose another role or policy: AWS keeps this one as it is.': [
      ...['UnmodifiableEntity', 'PolicyNotAttachable', 'RoleTemplateDisabled'],
      ...['ServiceNotSupported', 'FeatureDisabled', 'FeatureEnabled'],
    ],
  }).flatMap(([advice, names]) => names.map((name) => [name, advice] as const)),
);
