// Search engines, reference and assistants. What is asked there is the person's own: structure at most.

import { site } from '../describe.ts';

const STACK = 'Stack Exchange network sites: https://stackexchange.com/sites';

export const SEARCH = [
  site('google.search', 'Google Search', 'search', 'google.com google.de google.fr google.co.uk google.ie'),
  site('bing', 'Bing', 'search', 'bing.com'),
  site('duckduckgo', 'DuckDuckGo', 'search', 'duckduckgo.com'),
  site('ecosia', 'Ecosia', 'search', 'ecosia.org'),
  site('qwant', 'Qwant', 'search', 'qwant.com'),
  site('startpage', 'Startpage', 'search', 'startpage.com'),
  site('brave.search', 'Brave Search', 'search', 'search.brave.com'),
  site('yahoo.search', 'Yahoo Search', 'search', 'search.yahoo.com'),
  site('kagi', 'Kagi', 'search', 'kagi.com'),
  site('perplexity', 'Perplexity', 'search', 'perplexity.ai'),
  site('google.maps', 'Google Maps', 'map', 'google.com google.de google.fr google.co.uk google.ie', {
    paths: ['/maps'],
  }),
  site('bing.maps', 'Bing Maps', 'map', 'bing.com', { paths: ['/maps'] }),
  site('openstreetmap', 'OpenStreetMap', 'map', 'openstreetmap.org'),
  site('chatgpt', 'ChatGPT', 'assistant', 'chatgpt.com chat.openai.com'),
  site('claude', 'Claude', 'assistant', 'claude.ai'),
  site('gemini', 'Gemini', 'assistant', 'gemini.google.com'),
  site('copilot', 'Microsoft Copilot', 'assistant', 'copilot.microsoft.com copilot.cloud.microsoft'),
  site('mistral', 'Le Chat', 'assistant', 'chat.mistral.ai'),
  site('deepl', 'DeepL', 'assistant', 'deepl.com'),
  site('wikipedia', 'Wikipedia', 'reference', 'wikipedia.org'),
  site('stackoverflow', 'Stack Overflow', 'reference', 'stackoverflow.com', { source: STACK }),
  site('stackexchange', 'Stack Exchange', 'reference', 'stackexchange.com', { source: STACK }),
  site('mdn', 'MDN Web Docs', 'reference', 'developer.mozilla.org', {
    source: 'mdn/content README: https://github.com/mdn/content',
  }),
  site('microsoft.learn', 'Microsoft Learn', 'reference', 'learn.microsoft.com', {
    source: 'Azure docs, "Allow the Azure portal URLs on your firewall or proxy server": learn.microsoft.com',
  }),
  site('youtube', 'YouTube', 'media', 'youtube.com youtu.be'),
];
