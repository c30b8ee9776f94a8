import '@overt/capture/browser/media-page';
