/** Why no test finds some changes of a folder, and where they are: by the end of a file's path, words of the line on which a change begins. */
export interface Survivors {
  why: string;
  where: Readonly<Record<string, readonly string[]>>;
}

/** The changes that no test can find, or none should, by folder. `make mutants` names any other, and each entry that holds none. */
export const SURVIVORS: Readonly<Record<string, readonly Survivors[]>> = {
  load: [
    {
      why: 'only a power failure tells whether the disk was told to write at once',
      where: { 'receipts/sent-store.ts': ['fsyncSync(fd)'], 'run/journal.ts': ['fsyncSync(this.#fd)'] },
    },
    {
      why: 'one set for the records with the same fields only spares memory',
      where: { 'receipts/sent-store.ts': ['if (known) return known'] },
    },
    {
      why: 'flags without a digit are as unset as a zero',
      where: { 'receipts/sent-store.ts': ["'0', this.created(id)"] },
    },
    {
      why: 'a result without a reason has none either way',
      where: { 'loaders/api/collections.ts': ['{ success: false, errors: [] }'] },
    },
    {
      why: 'a file whose rows have no External ID is matched by its parents or by what it says',
      where: {
        'difference/read-org.ts': ["match.by === 'parents' ? match.fields"],
        'difference/insert-context.ts': ['parents.length > 0'],
        'difference/by-parents.ts': ["identity[0] ?? ''"],
      },
    },
    {
      why: 'a row always has a key; the types allow it to have none',
      where: { 'report/report.ts': ["[key = '']"] },
    },
    {
      why: 'a name that is compared with its like may be joined by anything that no part has in it',
      where: { 'report/causes.ts': ["message.replaceAll(OF_A_ROW, '…')"] },
    },
  ],
  export: [
    {
      why: 'saves work, and what comes out is the same without it',
      where: {
        'links.ts': ['if (column < 0) return rows;'],
        'picklists.ts': ['if (column < 0) continue;', 'if (own.size === 0) return () => undefined;'],
        'shift.ts': ['if (!format) {', 'formats.set(zone, format);', "(cell === '' ? cell :"],
        'extend-catalog.ts': ['if (!isNew && Object.keys(ofAll).length === 0) continue;'],
      },
    },
    {
      why: 'holds for the compiler: no value of another type has that property, so asking for the type changes nothing',
      where: {
        'compile-table.ts': [
          "if (mapping.kind !== 'reference') return [];",
          "if (isEmptyCell(cell) || mapping.kind !== 'value' || !mapping.picklist) return cell;",
        ],
        'compile.ts': ["if (column.kind === 'parent' && column.byId)"],
        'column-mapping.ts': ["(known?.type === 'reference' ? known.relationship : undefined)"],
        'picklists.ts': ['candidates.find((one) => one !== undefined &&'],
        'standard-org.ts': [
          "bytes: 'bytes' in shape && shape.bytes === true,",
          "restricted: shape.type === 'picklist' && shape.restricted === true,",
        ],
      },
    },
    {
      why: 'a value that JSON leaves out, as it does a property that is not there',
      where: {
        'notes.ts': ['const target = mappedTo === undefined ? {} : { mappedTo };'],
        'write-export.ts': ['...(org === undefined ? {} : { org }) };'],
      },
    },
    {
      why: 'only for two that are equal: there are none, or the sort leaves them in their order whatever is said',
      where: {
        'parent-columns.ts': ['(signatureKey(a) < signatureKey(b) ? -1 : 1)'],
        'links.ts': ['return a < b ? -1 : a > b ? 1 : 0;'],
      },
    },
    {
      why: 'rows of the second pass are never in a file of the first, so asking for the pass changes nothing',
      where: { 'sfdmu.ts': ["file.sobject === sobject && file.pass === 'records'"] },
    },
    {
      why: 'only the words of a message about a file that cannot be read, or the form of the path in one',
      where: {
        'json-document.ts': ["const text = readText(file, { noun: 'file', limit: 'data' });"],
        'write-export.ts': [
          "const text = readText(file, { noun: 'file', limit: 'data' });",
          'const path = basename(folder) === basename(resolve(folder))',
        ],
      },
    },
  ],
  allocation: [
    {
      why: 'an array of numbers is written to its end either way, and what is read or written past it is nothing',
      where: {
        'spread.ts': ['const counts = new Array<number>(size).fill(0);'],
        'apportion.ts': [
          'const floors = new Array<number>(length);',
          'const remainders = new Array<number>(length);',
          'const claims = new Array<number>(length);',
          'const order = new Array<number>(length);',
          'for (let i = 0; i < length; i++)',
          '(atLeast?.[i] ?? 0)',
        ],
        'population.ts': ['parentOf.fill(i, offsets[i], offsets[i + 1])'],
        'stratified-shuffle.ts': [
          'for (let i = items.length - 1; i > 0; i--)',
          'for (let start = 0; start < total; start += length)',
          'for (let value = 0; value < after.length; value++)',
        ],
      },
    },
    {
      why: 'nothing is left to place there, so one turn more or another way leaves all numbers as they are',
      where: {
        'spread.ts': ['extra < 0', 'if (unplaced < 0)'],
        'apportion.ts': ['if (open === 0) return counts;', 'if (open >= 0) return counts;'],
        'counts.ts': [
          'if (parents === 0) return [];',
          'if (count <= room) return;',
          'const order = left > 0 ?',
          'for (let before = -1; left > 0 && left !== before; )',
        ],
        'quota.ts': [
          'const parentOf = from > 0 ?',
          'fill(from > 0 ? this.size - 1 : 0)',
          'for (let value = this.size - 1; surplus > 0; value--)',
        ],
        'stratified-shuffle.ts': ['const length = total > 0 ?', 'const after = end === total ?'],
      },
    },
    {
      why: 'a bound that no fraction of these numbers meets, or two claims that are never equal',
      where: {
        'apportion.ts': [
          'order.sort((a, b) => claims[b]! - claims[a]! || a - b);',
          'remainders[i]! <= 1e-9',
          'for (let tries = counts.length; Math.abs(off[value]!) >= ONE',
          'const step = off[value]! > 0 ? -1 : 1;',
          'Math.abs(count - shares[group]![one]!) < ONE',
        ],
        'counts.ts': ['while (meanOf(weightsAt(high)) < mean && high < 1e6)'],
      },
    },
    {
      why: 'a value is never exchanged for itself: that would change nothing, and the search would end',
      where: {
        'apportion.ts': [
          'const others = [...off.keys()]',
          '.filter((one) => one !== value)',
          'if (!change) break;',
        ],
      },
    },
    {
      why: 'a turn is its own sign, and dividing by 1 or -1 is multiplying by it',
      where: { 'counts.ts': ['const offset = Math.ceil(turn / 2) *'] },
    },
    {
      why: 'only spares the time or the memory to work out a block again',
      where: {
        'cumulative.ts': ['if (block < this.#last)', 'this.#states.delete(this.#last - REMEMBERED)'],
        'population.ts': [
          '#block = -1;',
          "return this.#counts.kind === 'fixed' ?",
          "if (this.#counts.kind === 'fixed') {",
        ],
        'quota.ts': ['#block = -1;'],
      },
    },
    {
      why: 'a total that is apportioned at once has the shares that it has block by block',
      where: { 'population.ts': ["this.#counts.kind === 'spread' && this.#counts.spread.by === quota"] },
    },
    {
      why: 'holds for the compiler: a root is what has no parent',
      where: { 'population.ts': ["if (this.#counts.kind === 'root' || !this.parent)"] },
    },
  ],
  'enrich/cache': [
    {
      why: 'saves work or memory, and what comes out is the same without it',
      where: {
        'merge.ts': [
          'lines = number > last ? lines + 1 : 1;',
          'if (all.n - own.n <= lines) return;',
          'if (standing.own !== OWN.exported || standing.record !== row.record)',
          'if (!hasAbsent(cache)) return;',
          'if (!systems.has(hash))',
          "cache.db.exec('DROP TABLE exported');",
          'if (changes > 0) setNote(cache, ABSENT_NOTE',
        ],
        'export-lines.ts': ['function readSorted(', 'if (key < previous.key) return undefined;'],
        'text-export.ts': [
          "if (cache.file === ':memory:')",
          'const gone = noteOf(cache, NOTE) !== undefined &&',
          '?? { added: 0, replaced: 0 }',
        ],
        'lines.ts': ['const bytes = before.length === 0 ? last'],
        'schema.ts': ['if (version() === SCHEMA_VERSION) return;'],
        'gc.ts': ['if (raw === undefined) continue;', 'if (dryRun || unused.length === 0)'],
        'actions.ts': ['const ownImport =', 'if (!options.dryRun && removed > 0)'],
        'cache.ts': [
          "if (file !== ':memory:')",
          "!this.#wal && this.file !== ':memory:'",
          'if (this.#wal || existsSync(',
        ],
      },
    },
    {
      why: 'what is closed here would be closed when the process ends',
      where: {
        'repair.ts': ['} finally {', 'cache.close();', 'damaged.close();'],
        'cache.ts': ['db?.close();'],
        'with-cache.ts': ['cache?.close();'],
      },
    },
    {
      why: 'of a lock, only time tells the difference: how long it is waited for, and how often the wait is reported',
      where: {
        'cache.ts': [
          'for (let told = false; ; told = true)',
          'if (!isBusy(error) || Date.now() > end)',
          'if (!told)',
          'new Database(file, { timeout: BUSY_MS })',
          '} catch (error) {',
          "!== 'SQLITE_BUSY') throw error;",
        ],
      },
    },
    {
      why: 'the codes of SQLite begin with their kind, and what has another form is refused for what it says',
      where: {
        'cache.ts': ['/^SQLITE_(?:BUSY|LOCKED)/'],
        'trouble.ts': ['switch (/^SQLITE_[A-Z]+/'],
        'entry-line.ts': ["if (typeof key !== 'string' || !KEY.test(key)"],
        'inspect.ts': [
          '/^[0-9a-f]{4,64}$/i.test(wanted)',
          "[wanted.padEnd(64, '0'), wanted.padEnd(64, 'f')]",
        ],
        'export-lines.ts': ["replace(/^\ufeff/, '')"],
      },
    },
    {
      why: 'SQLite removes the files beside a database that it finds damaged before they could be kept',
      where: { 'repair.ts': ["for (const part of ['', '-wal', '-shm', '-journal'])"] },
    },
    {
      why: 'an error of a kind that this version of SQLite has no file for: it is handled as damage either way',
      where: {
        'repair.ts': [
          ": 'other';",
          "if (kind === 'not a cache')",
          '} catch {',
          'if (!(error instanceof Database.SqliteError)) throw error;',
        ],
      },
    },
    {
      why: 'bounds how far a table is read past unreadable rows: a reading that ends later finds no more',
      where: { 'repair.ts': ['const most = Math.min(GAP', 'for (let at = 0, gap = 0;', 'at++;'] },
    },
    {
      why: 'a row that none of the other conditions lets through either',
      where: {
        'repair.ts': ["row.text.includes('\ufffd')"],
        'entry-line.ts': ['} catch {', 'if (text !== undefined && parseLine(text)) return true;'],
        'export-lines.ts': ['const value = text === undefined ?', 'named: [], count: 0, restore: false'],
        'merge.ts': ['if (text !== undefined && cacheKey('],
      },
    },
    {
      why: 'any text that marks a state serves, as long as it is one',
      where: { 'batches.ts': ["export const EMPTY = 'empty: ';"], 'cache.ts': [".run(name, '');"] },
    },
    {
      why: 'only a power failure, a full disk, or a process that runs out of files tells the difference',
      where: {
        'lines.ts': ['} finally {', 'closeSync(input);'],
        'text-export.ts': [
          'fsyncSync(out);',
          'if (out !== undefined)',
          '} finally {',
          'if (!syscall) throw error;',
        ],
      },
    },
    {
      why: 'a name that is compared with its like may be joined by anything that no part has in it',
      where: { 'text-export.ts': ["return [size, mtimeNs, ctimeNs, ino].join(' ');"] },
    },
  ],
};
