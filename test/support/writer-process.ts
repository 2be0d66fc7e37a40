import { openDatabase } from '#adapters/database/open.ts';
import { statement } from '#adapters/database/statement.ts';

// Marks ids as used, as fast as it can, and says each one that was acknowledged, until it is killed.

const use = statement((db, id: string) => db.insertInto('used_once').values({ id, expires_at: 1 }));
const [file, round] = process.argv.slice(2) as [string, string];
const database = await openDatabase({ file });

for (let client = 0; client < 16; client++) {
  void (async () => {
    for (let index = 0; ; index++) {
      const id = `${round}-${client}-${index}`;
      await (index % 2 ? database.run(use, id) : database.atomic((inside) => inside.run(use, id)));
      process.stdout.write(`${id}\n`);
    }
  })();
}
