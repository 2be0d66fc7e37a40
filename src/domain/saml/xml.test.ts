import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { childrenNamed, elementsOf, readXml, textOf, withDescendants } from './xml.ts';

const limits = { parts: 100, depth: 10 };
const read = (document: string) => readXml(document, limits);

suite('XML is refused', () => {
  const cases: Record<string, string> = {
    'that is empty': '',
    'that is text': 'a',
    'with text beside the root': '<a/>b',
    'with two roots': '<a/><b/>',
    'that breaks off': '<a><b></b>',
    'that breaks off in a tag': '<a b="c',
    'whose elements end in another order': '<a><b></a></b>',
    'that ends what it did not begin': '</a>',
    'with a document type': '<!DOCTYPE a><a/>',
    'with a document type that defines something': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    'with an entity that it does not define': '<a>&nbsp;</a>',
    'with an ampersand alone': '<a>b & c</a>',
    'with a reference that does not end': '<a>&amp</a>',
    'with a reference to no character': '<a>&#0;</a>',
    'with a reference to half of one': '<a>&#xD800;</a>',
    'with a reference beyond the last one': '<a>&#x110000;</a>',
    'with the name of what every object has as an entity': '<a>&constructor;</a>',
    'with a CDATA section': '<a><![CDATA[b]]></a>',
    'with the end of a CDATA section': '<a>b]]>c</a>',
    'with a processing instruction': '<a><?b c?></a>',
    'with a declaration after its beginning': '<a/><?xml version="1.0"?>',
    'of version 1.1': '<?xml version="1.1"?><a/>',
    'in another encoding': '<?xml version="1.0" encoding="UTF-16"?><a/>',
    'with a comment that does not end': '<a><!-- b</a>',
    'with a comment in a comment': '<a><!-- b -- c --></a>',
    'with a control character': '<a>\u0000</a>',
    'with half a character': '<a>\uD800</a>',
    'with an attribute twice': '<a b="1" b="2"/>',
    'with an attribute twice under two prefixes': '<a xmlns:x="n" xmlns:y="n" x:b="1" y:b="2"/>',
    'with an attribute without quotes': '<a b=c/>',
    'with attributes that touch': '<a b="1"c="2"/>',
    'with an angle bracket in an attribute': '<a b="<"/>',
    'with a prefix that stands for nothing': '<x:a/>',
    'with a prefix of an attribute that stands for nothing': '<a x:b="c"/>',
    'with a prefix that is unbound again': '<x:a xmlns:x="n"><b xmlns:x=""/></x:a>',
    'that gives another meaning to a reserved prefix': '<a xmlns:xml="n"/>',
    'with a name of two prefixes': '<x:y:a xmlns:x="n"/>',
    'with a name beyond ASCII': '<é/>',
    'deeper than allowed': '<a>'.repeat(11) + '</a>'.repeat(11),
    'with more elements than allowed': `<a>${'<b/>'.repeat(100)}</a>`,
    'with more attributes and elements together than allowed': `<a>${'<b c=""/>'.repeat(50)}</a>`,
    'with 65 attributes in one element': `<a${Array.from({ length: 65 }, (_, at) => ` a${at}=""`).join('')}/>`,
    'that begins with the mark of its byte order': '\uFEFF<a/>',
  };
  for (const [what, document] of Object.entries(cases)) {
    test(what, () => assert.equal(read(document), undefined));
  }

  test('that is made to be read for ever, at once', { timeout: 20_000 }, () => {
    for (const part of [
      '<a ',
      '<a x="',
      '<!--',
      '<!-- -',
      '<?',
      '&',
      '&#',
      '&amp',
      '<a x=" ',
      ' ',
      '</a ',
      '<a>',
      ']]',
    ]) {
      assert.equal(readXml(`<a>${part.repeat(1_000_000 / part.length)}`, { parts: 1e6, depth: 10 }), undefined, part);
    }
  });
});

suite('of XML is read', () => {
  test('the names, whichever prefixes they are written with', () => {
    const root = read('<x:a xmlns:x="n"><b xmlns="m"><c/></b><x:d xmlns:x="o"/><e/></x:a>')!;
    const names = [...withDescendants(root)].map(({ namespace, name }) => `${namespace} ${name}`);
    assert.deepEqual(names, ['n a', 'm b', 'm c', 'o d', ' e']);
    assert.deepEqual(
      [elementsOf(root).length, childrenNamed(root, 'd').length, childrenNamed(root, 'c').length],
      [3, 1, 0],
    );
  });

  test('the attributes, with the namespaces of those that have one', () => {
    const { attributes } = read(`<a xmlns="n" xmlns:x="n" b = '1' x:b="2" xml:lang="en"/>`)!;
    const expected = { b: '1', '{n}b': '2', '{http://www.w3.org/XML/1998/namespace}lang': 'en' };
    assert.deepEqual(Object.fromEntries(attributes), expected);
  });

  test('the text as it is meant: references, ends of lines, and nothing of comments', () => {
    const root = read(
      '<?xml version="1.0" encoding="utf-8"?>\r\n<!-- a --><a b="&lt;&#9;\t\n">x&amp;<!-- y -->&#x1D11E;\r\nz</a>\n',
    )!;
    assert.equal(textOf(root), 'x&\u{1D11E}\nz');
    assert.equal(root.attributes.get('b'), '<\t  ');
    assert.equal(root.children.length, 1);
  });

  test('no text of an element that holds elements', () => {
    assert.equal(textOf(read('<a>b<c/></a>')!), undefined);
    assert.equal(textOf(read('<a>\n  b\n</a>')!), 'b');
    assert.equal(textOf(read('<a/>')!), '');
  });

  test('nothing of processing instructions, where they are allowed', () => {
    const root = readXml('<?xml version="1.0"?><?a b?><c>d<?e <f> ?></c>', { ...limits, instructions: true });
    assert.equal(root && textOf(root), 'd');
  });
});
