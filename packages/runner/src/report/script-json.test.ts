import { scriptJson } from './script-json.ts';

test('nothing ends the script element, and the value comes back', () => {
  const hostile = { text: '</script><!-- \u2028\u2029 "quoted" \\ </SCRIPT>' };
  const json = scriptJson(hostile);
  expect(json).not.toMatch(/[<\u2028\u2029]/);
  expect(JSON.parse(json)).toEqual(hostile);
});

test('what JSON has no word for is null', () => expect(scriptJson([NaN, Infinity])).toBe('[null,null]'));
