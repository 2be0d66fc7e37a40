import { Hono, type Context } from 'hono';
import { Failure } from '#domain/failures.ts';
import { largestImportFile } from '#domain/users/import-job.ts';
import type { Uses } from '#operations/operation.ts';
import { keepUpload, openUpload, refuseLateUpload, type UploadTicket } from '#operations/steps/import/upload.ts';
import { readFile } from './read-file.ts';

const address = String.raw`/_import/:poolId{[\w-]+}/:jobId{import-[\w-]+}`;

type Needs = Uses<'store' | 'secrets' | 'clock'>;

/**
 * The addresses that CreateUserImportJob answers: `PUT` uploads the file, as AWS's pre-signed address does, and `GET`
 * tells how the job stands and what became of the rows that were not imported.
 */
export function importUploadFront(uses: Needs, largest: number = largestImportFile): Hono {
  const front = new Hono();
  front.onError((error, context) => {
    if (error instanceof Failure) return refusal(context, 403, 'AccessDenied', error.message);
    throw error;
  });
  front.put(address, (context) => upload(uses, context, largest));
  front.get(address, async (context) => {
    const job = await openUpload(uses, ticketOf(context));
    const counts = `${job.imported} imported, ${job.skipped} skipped, ${job.failed} failed`;
    return context.text(`${[`${job.status}: ${counts}`, job.completionMessage ?? [], job.log].flat(2).join('\n')}\n`);
  });
  return front;
}

const ticketOf = (context: Context): UploadTicket => ({
  poolId: context.req.param('poolId') ?? '',
  jobId: context.req.param('jobId') ?? '',
  signature: context.req.query('signature') ?? '',
});

async function upload(uses: Needs, context: Context, largest: number): Promise<Response> {
  const job = await openUpload(uses, ticketOf(context));
  refuseLateUpload(uses, job);
  const announced = context.req.header('content-length');
  if (announced === undefined) {
    return refusal(context, 411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  const length = Number(announced);
  if (!/^\d{1,15}$/.test(announced) || length > largest) {
    return refusal(
      context,
      413,
      'EntityTooLarge',
      `Your proposed upload exceeds the maximum allowed size of ${largest}.`,
    );
  }
  const content = await readFile(context.req.raw.body, length);
  if (!content) return refusal(context, 400, 'IncompleteBody', 'The body is not as long as its Content-Length says.');
  await keepUpload(uses, job, content);
  return context.body(null, 200);
}

/** An error as the address it stands in for would answer it. AWS: "Error responses", Amazon S3 API reference. */
function refusal(context: Context, status: 400 | 403 | 411 | 413, code: string, message: string): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return context.body(body, status, { 'content-type': 'application/xml' });
}
