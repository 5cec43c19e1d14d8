'use strict';
// Shows what openapi.json says and sends requests. No text of an answer ever becomes markup.

const key = document.getElementById('key');
const said = document.getElementById('said');
const list = document.getElementById('operations');

function element(name, text, parent, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  if (parent) parent.append(made);
  return made;
}

function headers(more) {
  return Object.assign({ 'CityKit-Key': key.value }, more);
}

function exampleOf(schema, api, depth) {
  if (!schema || depth > 4) return null;
  if (schema.$ref) return exampleOf(api.components.schemas[schema.$ref.split('/').pop()], api, depth + 1);
  if (schema.type === 'array') return [exampleOf(schema.items, api, depth + 1)];
  if (schema.properties) {
    const names = Object.keys(schema.properties).filter(name => (schema.required || []).includes(name));
    return Object.fromEntries(names.map(name => [name, exampleOf(schema.properties[name], api, depth + 1)]));
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'integer' || type === 'number') return 0;
  if (type === 'boolean') return false;
  if (type === 'object') return {};
  return '';
}

function addParameter(parameter, form) {
  const label = element('label', parameter.name + (parameter.required ? ' * ' : ' '), form);
  const input = element('input', '', label);
  input.dataset.name = parameter.name;
  input.dataset.place = parameter.in;
  if (parameter.description) element('small', ' ' + parameter.description, label);
}

function addressOf(path, form) {
  const query = new URLSearchParams();
  let filled = path;
  const extra = {};
  for (const input of form.querySelectorAll('input')) {
    const { name, place } = input.dataset;
    if (place === 'path') filled = filled.replace('{' + name + '}', encodeURIComponent(input.value));
    else if (input.value && place === 'query') query.set(name, input.value);
    else if (input.value) extra[name] = input.value;
  }
  const text = query.toString();
  return { address: '.' + filled + (text ? '?' + text : ''), extra };
}

async function send(method, path, media, form, shown) {
  const { address, extra } = addressOf(path, form);
  const body = form.querySelector('textarea');
  if (body) extra['Content-Type'] = media;
  shown.textContent = '…';
  try {
    const answer = await fetch(address, { method, headers: headers(extra), body: body ? body.value : undefined });
    const text = await answer.text();
    const tag = answer.headers.get('ETag');
    let pretty = text;
    try { pretty = JSON.stringify(JSON.parse(text), null, 2); } catch { /* no JSON: shown as it is */ }
    shown.textContent = answer.status + ' ' + answer.statusText + (tag ? '\nETag: ' + tag : '') + '\n\n' + pretty;
  } catch (failed) {
    shown.textContent = String(failed);
  }
}

function addOperation(method, path, operation, api, parent) {
  const box = element('details', '', parent);
  const head = element('summary', '', box);
  element('code', method.toUpperCase() + ' ' + path, head, method);
  element('span', '  ' + operation.summary, head);
  if (operation.description) element('p', operation.description, box);
  const form = element('form', '', box);
  for (const parameter of operation.parameters || []) addParameter(parameter, form);
  const content = operation.requestBody ? operation.requestBody.content : null;
  const media = content ? Object.keys(content)[0] : null;
  if (content) element('textarea', '', form).value = JSON.stringify(exampleOf(content[media].schema, api, 0) ?? '', null, 2);
  element('button', 'Send 发送', form);
  const shown = element('pre', '', box);
  form.addEventListener('submit', event => {
    event.preventDefault();
    send(method.toUpperCase(), path, media, form, shown);
  });
}

function show(api) {
  list.replaceChildren();
  const parts = new Map();
  for (const [path, methods] of Object.entries(api.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags[0];
      if (!parts.has(tag)) parts.set(tag, []);
      parts.get(tag).push([method, path, operation]);
    }
  for (const [tag, operations] of parts) {
    element('h2', tag, list);
    for (const [method, path, operation] of operations) addOperation(method, path, operation, api, list);
  }
}

document.getElementById('sign-in').addEventListener('submit', async event => {
  event.preventDefault();
  const answer = await fetch('openapi.json', { headers: headers({}) });
  if (answer.ok) {
    show(await answer.json());
    said.textContent = 'Signed in. 已登录。';
  } else {
    said.textContent = answer.status + ' ' + (await answer.text());
  }
});
