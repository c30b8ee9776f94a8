export {
  type BudgetName,
  type Budgets,
  breachOf,
  meetBudgets,
  NO_USAGE,
  type Usage,
} from './budget.ts';
export {
  type Catalogue,
  createCatalogue,
  parseAddress,
  placeOf,
  type Sighting,
} from './catalogue/catalogue.ts';
export {
  CATEGORIES,
  type Category,
  isPrivateCategory,
  PRIVATE_CATEGORIES,
} from './catalogue/categories.ts';
export { CATALOGUE } from './catalogue/entries.ts';
export { catalogueEntrySchema } from './catalogue/schema.ts';
export {
  type Ceilings,
  type Context,
  type ContextParts,
  createContext,
  DEVICE_AT_WORK,
  type DeviceFacts,
  type Moment,
  type ReceiptFact,
  retentionOf,
  type Whereabouts,
} from './context.ts';
export { type CounterRow, type Counters, count, keptClasses, recent } from './counters.ts';
export {
  type Decision,
  decide,
  type Facts,
  RULES,
  type RuleId,
  STOP_REASONS,
  type StopReason,
  stopOf,
} from './decide.ts';
export { decideFrame, type FrameDecision, type VisibleArea, type VisibleBox } from './decide-frame.ts';
export { type Change, type Direction, diffPolicies, isMaterial, isNoWider } from './diff.ts';
export { type DryRun, type DryRunParts, dryRun } from './dry-run.ts';
export { type Exemption, type ExemptionState, suspends } from './exemption.ts';
export { type Explanation, explain, type Part } from './explain.ts';
export { PolicyFault, type PolicyFaultCode } from './fault.ts';
export { compareFidelity, FIDELITIES, type Fidelity, isAtLeast, meet } from './fidelity.ts';
export { type FieldFacts, isSecretField } from './field.ts';
export { activeOf, isActive, PACK_DIGESTS } from './jurisdiction/active.ts';
export {
  type EffectiveTerms,
  effectiveTerms,
  meetTerms,
  type Parties,
  STRICTEST,
  termsOf,
} from './jurisdiction/compose.ts';
export { PACK_TYPE, packBytes, packDigest } from './jurisdiction/digest.ts';
export { JURISDICTION_IDS, type JurisdictionId } from './jurisdiction/ids.ts';
export { type JurisdictionPack, type LegalSource, packSchema } from './jurisdiction/pack.ts';
export { PACKS, packOf } from './jurisdiction/packs.ts';
export { COSIGNERS, type CosignerRole, type JurisdictionTerms } from './jurisdiction/terms.ts';
export { packsOfZone } from './jurisdiction/zones.ts';
export { type Managed, managedProvider, managedSchema, NOT_MANAGED, readManaged } from './managed.ts';
export { narrowPolicy } from './narrow.ts';
export { createNoTrain, type NoTrainRegister } from './no-train.ts';
export {
  CAPTURE_CLASSES,
  type CaptureClass,
  classesOf,
  classOfKind,
  unnamedClasses,
} from './notice/classes.ts';
export { type Notice, type NoticeSection, noticeHash, noticeText, renderNotice } from './notice/render.ts';
export { encodePolicy, parsePolicy, policyHash, readPolicy, requireSuccessor } from './parse.ts';
export { NO_PERSONAL, type Personal, type PlacePause, personalSchema, readPersonal } from './personal.ts';
export {
  type CatalogueEntry,
  type DesktopEntry,
  EVIDENCE,
  type Evidence,
  effectiveFidelity,
  type Place,
  placeAt,
  type RouteRule,
  type SurfaceRule,
  SYSTEMS,
  type System,
  UNKNOWN_PLACE,
  type WebEntry,
} from './place.ts';
export { askProvider, type CapturePolicyProvider, type PlaceQuestion } from './provider.ts';
export { demoPolicy, soloPolicy } from './ready.ts';
export {
  CLASSES,
  type ExemptionScope,
  exemptionScope,
  LANGUAGES,
  type Language,
  type PersonalRule,
  type PlaceRule,
  type Policy,
  PURPOSES,
  type Purpose,
  personalRule,
  policySchema,
  type WeekWindow,
  weekWindow,
} from './schema.ts';
export {
  isAlwaysWithheld,
  isConfidential,
  isSensitiveLabel,
  SUBSTANCES,
  type Substance,
  type Surface,
} from './substance.ts';
export { minuteOfWeek } from './week.ts';
export { purposeInWords, reasonInWords } from './words.ts';
