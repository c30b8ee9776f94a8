// Keys that say themselves whose they are: `kind prefix[,prefix…] body`, one a line. Own expressions of the formats that
// issuers document or that their keys show; bodies are in the little language of body.ts. `{d8-10}:AA`: a run stands
// before the fixed part.

export const ISSUED_SECRETS = `
aws AKIA,ASIA,ABIA,ACCA,AROA,AIDA,AGPA,ANPA,ANVA,APKA,AIPA u16
aws-bedrock ABSK b100-280
aws-appsync da2- l26
github ghp_,gho_,ghu_,ghs_ w36
github-refresh ghr_ w36-76
github-fine github_pat_ n22-90
gitlab glpat- x20-60
gitlab-deploy gldt- x20-40
gitlab-runner glrt- x20-60
gitlab-trigger glptt- x20-60
gitlab-feed glft- x20-40
gitlab-mail glimt- x20-40
gitlab-agent glagent- x40-64
gitlab-oauth gloas- x40-70
gitlab-scim glsoat- x20-40
gitlab-ci glcbt- p20-80
gitlab-flag glffct- x20-40
gitlab-session _gitlab_session= h32
gitlab-registration GR1348941 x20
slack-bot xoxb- p10-120
slack-user xoxp- p10-120
slack-legacy xoxa-,xoxs-,xoxo- p10-120
slack-refresh xoxr- p10-120
slack-config xoxe.,xoxe- p20-220
slack-app xapp- p20-160
slack-hook hooks.slack.com/services/ T u8-14 / B u8-14 / w20-30
slack-workflow hooks.slack.com/workflows/ T u8-14 / A u8-14 / d14-24 / w20-30
stripe sk_live_,sk_test_ w16-250
stripe-restricted rk_live_,rk_test_ w16-250
stripe-publishable pk_live_,pk_test_ w16-250
stripe-hook whsec_ b16-90
stripe-org sk_org_ n20-250
openai sk-proj-,sk-svcacct-,sk-admin- x20-220
openai-legacy sk- w20 T3BlbkFJ w20
anthropic sk-ant- x24-140
replicate r8_ w37
maxmind {n36}_mmk
telegram-bot {d8-10}:AA x33
azure-ad {p4}Q~ p31-34
openrouter sk-or-v1- h64
google-api AIza x35
google-oauth ya29. x20-400
google-client GOCSPX- x20-40
google-refresh 1//0 x30-120
firebase-push AAAA x7 :APA91b x100-180
npm npm_ w36
pypi pypi-AgEIcHlwaS5vcmc x40-220
pypi-test pypi-AgENdGVzdC5weXBpLm9yZw x40-220
rubygems rubygems_ h48
crates cio w32
nuget oy2 l43
sendgrid SG. x16-32 . x39-64
sendinblue xkeysib- h64 - w16
brevo-smtp xsmtpsib- h64 - w16
mailgun key- h32
mailgun-public pubkey- h32
mailchimp-transactional md- x22
twilio-key SK h32
twilio-account AC h32
shopify-app shpat_ h32
shopify-custom shpca_ h32
shopify-private shppa_ h32
shopify-secret shpss_ h32
digitalocean-pat dop_v1_ h64
digitalocean-oauth doo_v1_ h64
digitalocean-refresh dor_v1_ h64
huggingface hf_ w30-40
huggingface-org api_org_ w30-40
databricks dapi h32
vault-service hvs. x20-300
vault-batch hvb. x80-400
vault-recovery hvr. x20-300
terraform-cloud tfp_ w40
terraform-team tft_ w40
terraform-session .atlasv1. x60-80
atlassian-api ATATT3 p20-220
atlassian-app ATCTT3 p20-220
bitbucket-app ATBB w24-40
linear-api lin_api_ w32-48
linear-oauth lin_oauth_ w32-64
postman PMAK- h24 - h34
docker-pat dckr_pat_ x20-40
docker-org dckr_oat_ x20-40
adobe-client p8e- l32
age-key AGE-SECRET-KEY-1 u58
airtable-pat pat w14 . h64
alibaba-key LTAI w16-24
artifactory AKCp w60-80
artifactory-reference cmVmdGtu w56
asana-pat 1/ d14-20 : h32
authress sc_ w5-30 . w4-6 .acc l10-32 . b30-120
azure-storage AccountKey= b86-90
azure-sas sig= %40-110
beamer b_ x44
buildkite-agent bkua_ l40
buildkite-api bkpt_ l40-64
cloudflare-origin v1.0- h24 - h146
clojars CLOJARS_ l60
circleci-pat CCIPAT_ w20-30 _ h40
circleci-project CCIPRJ_ w20-30 _ h40
confluent-cloud cflt w60
contentful-pat CFPAT- x43
coinbase-cdp organizations/ h8 - h4 - h4 - h4 - h12 /apiKeys/ h8 - h4 - h4 - h4 - h12
databento db- w29
definednetworking dnkey- x26 - x52
dropbox-short sl. x130-152
duffel-test duffel_test_ x43
duffel-live duffel_live_ x43
dynatrace dt0c01. u24 . u64
dynatrace-oauth dt0s01. u8-24 . u64
dynatrace-platform dt0s16. u8-24 . u64
easypost EZAK w54
easypost-test EZTK w54
endorlabs endr+ w16
facebook-access EAACEdEose0cBA w20-250
facebook-page EAAG w60-250
facebook-market EAAM w60-250
facebook-instagram IGQV x80-250
figma-pat figd_ x40-60
flutterwave-public FLWPUBK_TEST-,FLWPUBK- h32 -X
flutterwave-secret FLWSECK_TEST-,FLWSECK- h32 -X
flyio fo1_ x43
flyio-macaroon fm1a_,fm1r_,fm2_ b40-800
frameio fio-u- p64
freemius sk_fre x29
gocardless live_,sandbox_ x40
grafana-service glsa_ w32 _ h8
grafana-cloud glc_ b32-400
grafana-legacy eyJrIjoi w60-400
harness-pat pat. x22 . h24 . w20
harness-sat sat. x22 . h24 . w20
heroku HRKU- x36-70
heroku-auth HRKU-AA x58
hubspot-private pat-na1-,pat-eu1-,pat-ap1- h8 - h4 - h4 - h4 - h12
infracost ico- w32
intra42-token s-s4t2ud- h64
intra42-client u-s4t2ud- h64
intercom-token dG9rO w50-60
ionic ion_ l42
klaviyo pk_ h34
launchdarkly-sdk sdk- h8 - h4 - h4 - h4 - h12
launchdarkly-mobile mob- h8 - h4 - h4 - h4 - h12
launchdarkly-api api- h8 - h4 - h4 - h4 - h12
langfuse-secret sk-lf- h8 - h4 - h4 - h4 - h12
langfuse-public pk-lf- h8 - h4 - h4 - h4 - h12
langsmith-pat lsv2_pt_ h32 _ h10
langsmith-service lsv2_sk_ h32 _ h10
lob-live live_ h35
lob-test test_ h35
mapbox-secret sk.eyJ1 w40-120 . x22
mapbox-public pk.eyJ1 w40-120 . x22
mercadopago APP_USR- d10-20 - d6 - h32 - d6-12
mailersend mlsn. h64
microsoft-teams webhook.office.com/webhookb2/ h8 - h4 - h4 - h4 - h12 @ h8 - h4 - h4 - h4 - h12
neon napi_ w40-70
netlify nfp_ w36-40
newrelic-user NRAK- u27
newrelic-insert NRII- x32
newrelic-browser NRJS- h19
newrelic-admin NRAA- h27
newrelic-mobile NRMA- h32-42
notion ntn_ w43-50
notion-legacy secret_ w43
nvidia nvapi- x60-70
octopus API- u26
okta-ssws SSWS% x42
onepassword-secret A3- u6 - u11 - u5 - u5 - u5
onepassword-service ops_eyJ b250-1200
openshift sha256~ x43
paddle pdl_live_apikey_,pdl_sdbx_apikey_ l26 _ w22 _ w3
paypal-braintree access_token$production$ l16 $ h32
braintree-sandbox access_token$sandbox$ l16 $ h32
perplexity pplx- w48-56
pinecone pcsk_ n60-80
planetscale-password pscale_pw_ p32-64
planetscale-token pscale_tkn_ p32-64
planetscale-oauth pscale_oauth_ p32-64
posthog-project phc_ w40-48
posthog-personal phx_ w40-52
prefect-user pnu_ l36
prefect-bot pnb_ l36
pulumi pul- h40
readme rdme_ l70
render rnd_ w28-40
resend re_ w8 _ w24
rootly rootly_ h64
scaleway SCW u17
scalingo tk-us- x48
sentry-user sntryu_ h64
sentry-org sntrys_eyJ b80-400
settlemint-personal sm_pat_ w16
settlemint-app sm_aat_ w16
settlemint-service sm_sat_ w16
shippo-live shippo_live_ h40
shippo-test shippo_test_ h40
sidekiq-enterprise BUNDLE_ENTERPRISE__CONTRIBSYS__COM= h8 : h8
snyk-service snyk_sat_ x30-80
sonarqube-project sqp_ h40
sonarqube-user squ_ h40
sonarqube-global sqa_ h40
sourcegraph sgp_ h40
sourcegraph-instance sgp_local_ h40
sourcegraph-long sgp_ h16 _ h40
sourcegraph-cody slk_ h64
square-access EAAAE x55-64
square-secret sq0csp- x43
square-client sq0idp- x22
square-token sq0atp- x22
stytch-live secret-live- x36
stytch-test secret-test- x36
supabase sbp_ h40
supabase-secret sb_secret_ x22-40
tailscale-auth tskey-auth- w10-20 - w20-40
tailscale-api tskey-api- w10-20 - w20-40
tailscale-client tskey-client- w10-20 - w20-40
thunderstore tss_ w40
togetherai tgp_v1_ x40-50
trello-ata ATTA h64
typeform tfp_ p59
unkey unkey_ w20-40
vercel-blob vercel_blob_rw_ w16-30 _ w30-50
vercel vcp_,vci_,vca_,vcr_,vck_ w24-60
voyage pa- x43
weights local- h40
xai xai- w80
yandex-api AQVN x35-38
yandex-cloud t1. X80-200 . x86
yandex-iam y0_ x50-70
zapier-hook hooks.zapier.com/hooks/catch/ d5-12 / l6-12
discord-hook discord.com/api/webhooks/ d17-20 / x60-70
groq gsk_ w52
fireworks fw_ w22-30
elevenlabs sk_ h48
doppler-personal dp.pt. w40-44
doppler-service dp.st. p40-70
doppler-cli dp.ct. w40-44
doppler-scim dp.scim. w40-44
doppler-audit dp.audit. w40-44
aiven aivenv1 b200-400
mongodb-atlas mdb_sa_sk_ x40
sanity-like skSan w40-180
sk-key sk- X20-160
`;
