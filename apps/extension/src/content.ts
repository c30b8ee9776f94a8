import '@overt/capture/browser/content';
