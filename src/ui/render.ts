import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';

/** The whole HTML document of a page, doctype included. Every text and attribute is escaped by the renderer. */
export const renderPage = (page: VNode): string => `<!DOCTYPE html>\n${renderToStaticMarkup(page)}\n`;
