const roleOfAccount = /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** Other token services: RADOS Gateway has a tenant or nothing where AWS has the account, MinIO a partition of its own. */
const elsewhere = [
  /^arn:aws[\w-]*:iam::[\w-]{0,64}:role\/[\w+=,.@/-]+$/,
  /^arn:minio:iam:[\w-]{0,64}::role\/[\w./-]+$/,
];

/** Whether this is the ARN of a role: of an account of AWS's form, or where roles are elsewhere, of another token service. */
export const isRoleArn = (arn: string, roles: 'here' | 'elsewhere'): boolean =>
  roleOfAccount.test(arn) || (roles === 'elsewhere' && elsewhere.some((form) => form.test(arn)));

/** Whether the role is one of an object store, which knows no other actions than those of S3 and refuses policies that name any. */
export const isOfObjectStore = (arn: string): boolean => !roleOfAccount.test(arn);
