/** A secret access key in AWS's form: 40 characters, from 30 random bytes. */
export const secretAccessKey = (random: Uint8Array): string => Buffer.from(random.subarray(0, 30)).toString('base64');
