export {
  type Catalogue,
  createCatalogue,
  parseAddress,
  placeOf,
  type Sighting,
} from './catalogue/catalogue.ts';
export { CATALOGUE } from './catalogue/entries.ts';
export { type Ceilings, type Context, createContext, type Moment, type ReceiptFact } from './context.ts';
export {
  type Decision,
  decide,
  type Facts,
  RULES,
  type RuleId,
  type StopReason,
  type Surface,
  stopOf,
} from './decide.ts';
export { decideFrame, type FrameDecision, type VisibleArea, type VisibleBox } from './decide-frame.ts';
export { PolicyFault, type PolicyFaultCode } from './fault.ts';
export { compareFidelity, FIDELITIES, type Fidelity, isAtLeast, meet } from './fidelity.ts';
export { type FieldFacts, isSecretField } from './field.ts';
export { createNoTrain, type NoTrainRegister } from './no-train.ts';
export { encodePolicy, parsePolicy, policyHash, readPolicy } from './parse.ts';
export {
  type CatalogueEntry,
  type Evidence,
  type Place,
  placeAt,
  type RouteRule,
  type SurfaceRule,
  UNKNOWN_PLACE,
} from './place.ts';
export { demoPolicy, soloPolicy } from './ready.ts';
export {
  type PersonalRule,
  type PlaceRule,
  type Policy,
  PURPOSES,
  type Purpose,
  personalRule,
  policySchema,
} from './schema.ts';
export { purposeInWords, reasonInWords } from './words.ts';
