import '@overt/capture/browser/media';
