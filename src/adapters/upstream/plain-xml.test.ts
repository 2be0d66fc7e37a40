import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readXml, textAt } from './plain-xml.ts';

suite('XML is not read', () => {
  for (const [what, document] of Object.entries({
    'when it is none': 'hello',
    'when there is nothing': '',
    'that breaks off': '<a><b>1</b>',
    'whose elements overlap': '<a><b></a></b>',
    'that closes what is not open': '</a>',
    'with two roots': '<a/><b/>',
    'with text beside the root': '<a/>more',
    'with text beside elements': '<a>text<b/></a>',
    'with a document type': '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    'with an entity nobody declared': '<a>&x;</a>',
    'with a bare ampersand': '<a>a&b</a>',
    'with a character that is none': '<a>&#x110000;</a>',
    'with a section': '<a><![CDATA[b]]></a>',
    'with a comment': '<a><!-- b --></a>',
    'with an instruction': '<a><?php b ?></a>',
    'with a declaration in its middle': '<a><?xml version="1.0"?></a>',
    'with attributes in another form': "<a b='c'/>",
    'with an attribute twice over the line': '<a b="<"/>',
    'that is deeper than any answer': `${'<a>'.repeat(17)}${'</a>'.repeat(17)}`,
    'with more elements than any answer has': `<a>${'<b/>'.repeat(200)}</a>`,
  })) {
    test(what, () => assert.equal(readXml(document), undefined));
  }
});

test('an answer of the Query protocol is read', () => {
  const root = readXml(
    '<?xml version="1.0" encoding="UTF-8"?>\n<A xmlns="https://example.com/doc/">\n  <B>x &amp; y&#10;&#x41;</B>\n  <C/><D e="f" >1</D >\n</A>\n',
  );
  assert.ok(root);
  assert.equal(textAt(root, ['A', 'B']), 'x & y\nA');
  assert.equal(textAt(root, ['A', 'C']), '');
  assert.equal(textAt(root, ['A', 'D']), '1');
});

test('what is not there, is there twice, or holds elements has no text', () => {
  const root = readXml('<A><B>1</B><B>2</B><C><D>3</D></C></A>')!;
  for (const path of [['A', 'X'], ['A', 'B'], ['A', 'C'], ['X'], ['A', 'C', 'D', 'E'], []]) {
    assert.equal(textAt(root, path), undefined, path.join('/'));
  }
});
