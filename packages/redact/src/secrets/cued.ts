// Keys that only their surroundings tell from other strings: `kind words body`, one a line. The word stands before a
// separator and the key, as in `DATADOG_API_KEY=…`; words are found in any case, body as in body.ts.

export const CUED_SECRETS = `
adafruit-io adafruit x32
adobe-id adobe h32
airtable-key airtable w17
algolia algolia l32
alibaba-secret alibaba,aliyun w30
asana-id asana d16
asana-secret asana w32
atlassian-legacy atlassian,confluence,jira w24
aws-secret aws_secret,secretaccesskey,secret_access_key b40
aws-session aws_session,session_token b100-1200
beamer-key beamer x46
bitbucket-client bitbucket w32
bitbucket-secret bitbucket x64
bittrex bittrex h32
cloudflare-key cloudflare h37
cloudflare-token cloudflare x40
codecov codecov h32
cohere cohere w40
coinbase coinbase x64
confluent-key confluent u16
confluent-secret confluent b64
contentful contentful x43
datadog datadog,dd_api h32
datadog-app datadog,dd_app h40
deepgram deepgram h40
digicert digicert u72
discord-bot discord x24-28 . x6 . x27-40
discord-secret discord x32
discord-id discord d17-20
droneci drone w32
dropbox-key dropbox l15
dropbox-long dropbox w11 AAAAAAAAAA x43
etsy etsy l24
facebook-secret facebook h32
fastly fastly x32
finicity finicity h32
finicity-secret finicity w20
finnhub finnhub w20
flickr flickr h32
freshbooks freshbooks h64
gitter gitter x40
gocardless-key gocardless x40
heroku-key heroku h8 - h4 - h4 - h4 - h12
hubspot-key hubspot h8 - h4 - h4 - h4 - h12
intercom intercom x60
jfrog jfrog,artifactory w64
jfrog-key jfrog,artifactory w73
kraken kraken b80-90
kucoin kucoin h24
kucoin-secret kucoin h8 - h4 - h4 - h4 - h12
launchdarkly launchdarkly x40
linkedin-id linkedin l14
linkedin-secret linkedin w16
looker looker l20
looker-secret looker l24
mailchimp mailchimp h32 -us d1-2
mailgun-sign mailgun h32 - h8 - h8
mattermost mattermost l26
maxmind-key maxmind w16
messagebird messagebird w25
meraki meraki h40
mixpanel mixpanel h32
netlify-key netlify x40-46
newrelic-id newrelic w64
nytimes nytimes,newyorktimes x32
okta okta 00 x40
openweather openweather h32
pagerduty pagerduty,pd_key x20
pipedrive pipedrive h40
plaid-id plaid h24
plaid-secret plaid h30
plaid-access plaid access-sandbox-,access-production- h36
privateai privateai l32
pubnub pubnub sub-c- h8 - h4 - h4 - h4 - h12
pusher pusher h20
rapidapi rapidapi x50
rollbar rollbar h32
sauce sauce h8 - h4 - h4 - h4 - h12
sendbird sendbird h40
sendbird-id sendbird h8 - h4 - h4 - h4 - h12
sentry sentry h64
sidekiq sidekiq h8 : h8
snowflake snowflake X24-80
snyk snyk h8 - h4 - h4 - h4 - h12
spotify spotify h32
splunk splunk h8 - h4 - h4 - h4 - h12
squarespace squarespace h8 - h4 - h4 - h4 - h12
sumologic-id sumo su w12
sumologic-secret sumo w64
teamviewer teamviewer d7-8 - X20
travis travis x22
trello trello h32
twitch twitch l30
twitter-key twitter w25
twitter-secret twitter w50
twitter-token twitter d15-25 - w20-40
twitter-bearer twitter A b80-200
twilio-secret twilio h32
typesense typesense w32
uploadcare uploadcare h20
vercel-key vercel w24
webflow webflow h64
wakatime wakatime h8 - h4 - h4 - h4 - h12
weatherstack weatherstack h32
wise wise,transferwise h8 - h4 - h4 - h4 - h12
yandex yandex w40
zendesk zendesk w40
zoom zoom w22-32
`;
