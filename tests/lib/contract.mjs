// docs/openapi.yaml as tests use it: which operations there are, and whether a reply is as
// it says.
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";
import YAML from "yaml";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const contract = YAML.parse(readFileSync(join(root, "docs/openapi.yaml"), "utf8"));

const ajv = new Ajv({ strict: false, allErrors: true });
formats(ajv);
ajv.addSchema(contract, "contract");

/** [{path, method, operation}] of the document. */
export const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => ["get", "post", "put", "patch", "delete"].includes(method))
    .map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })));

/** The path of the document a path of a request belongs to: {id} may hold slashes in two. */
function pathOf(path) {
  const exact = contract.paths[path] && path;
  if (exact) return exact;
  return Object.keys(contract.paths).find((pattern) => {
    const last = /\{id\}$/.test(pattern) && /documents|articles\/\{|\/c\//.test(pattern) ? ".+" : "[^/]+";
    return new RegExp(`^${pattern.replace("{lang}", "(ru|en)").replace(/\{id\}/g, last)}$`).test(path);
  });
}

const escaped = (part) => encodeURIComponent(part.replace(/~/g, "~0").replace(/\//g, "~1"));
const compiled = new Map();

function validator(pointer) {
  if (!compiled.has(pointer)) compiled.set(pointer, ajv.compile({ $ref: `contract#${pointer}` }));
  return compiled.get(pointer);
}

function resolveRef(node, pointer) {
  if (!node?.$ref) return [node, pointer];
  const target = node.$ref.slice(1);
  return [target.split("/").slice(1).reduce((at, part) => at[part], contract), target];
}

const standard = {
  json: ["/components/schemas/Error", "application/json"],
  problem: ["/components/schemas/Problem", "application/problem+json"],
};

/** Throws if the reply is not what the contract says. */
export function checkReply(method, path, status, type, json) {
  const pattern = pathOf(path);
  const operation = pattern && contract.paths[pattern][method.toLowerCase()];
  let pointer, types;

  if (status === 503 && type === "text/html" && operation?.responses.default?.$ref?.endsWith("/Page")) return;
  if (!operation && status === 404 && type === "text/html" && !path.startsWith("/v1/")) return; // to a browser
  if (!operation || [405, 413, 414, 415, 429, 431, 503].includes(status)) {
    if (method === "OPTIONS" || method === "HEAD") return;
    [pointer, types] = path.startsWith("/v1/") ? standard.problem : standard.json;
    if (type !== types) throw new Error(`${method} ${path} ${status}: ${type} instead of ${types}`);
  } else {
    const key = operation.responses[status] ? String(status) : "default";
    const base = `/paths/${escaped(pattern)}/${method.toLowerCase()}/responses/${key}`;
    if (!operation.responses[key]) throw new Error(`${method} ${path}: the contract has no status ${status}`);
    const [response, at] = resolveRef(operation.responses[key], base);
    if (!response.content) {
      if (json !== undefined) throw new Error(`${method} ${path} ${status} has a body, the contract none`);
      return;
    }
    if (key === "default" && status < 400) throw new Error(`${method} ${path}: the contract has no status ${status}`);
    const name = response.content[type] ? type : "*/*";
    if (!response.content[name]) throw new Error(`${method} ${path} ${status}: the contract has no ${type}`);
    if (json === undefined) return;
    pointer = `${at}/content/${escaped(name)}/schema`;
  }
  const check = validator(pointer);
  if (!check(json))
    throw new Error(`${method} ${path} ${status} is not as docs/openapi.yaml says:\n` +
      `${ajv.errorsText(check.errors, { separator: "\n" })}\n${JSON.stringify(json).slice(0, 2000)}`);
}

/** Throws if a body that is to be sent is not what the contract says. */
export function checkRequest(method, path, body) {
  const pattern = pathOf(path);
  const check = validator(`/paths/${escaped(pattern)}/${method.toLowerCase()}/requestBody/content/application~1json/schema`);
  if (!check(body)) throw new Error(`the contract refuses ${JSON.stringify(body)}: ${ajv.errorsText(check.errors)}`);
}
