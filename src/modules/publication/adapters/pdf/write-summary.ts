import PdfDocument from 'pdfkit';

import type { ReleaseContent, ToldTable } from '../../contract/content.js';
import { cellNotes, cellText, cellValue, columnText, ofText } from '../../contract/words.js';
import { periodText, type Release } from '../../domain/release.js';

/** A4 with margins. Unit: points. */
const margin = 48;
const width = 595.28 - 2 * margin;
const ink = '#1a1a1a';
const quiet = '#4a4a4a';
const blue = '#0065bd';

type Doc = InstanceType<typeof PdfDocument>;

const tableOf = ({ tables }: ReleaseContent, tableId: string): ToldTable | undefined =>
  tables.find((table) => table.tableId === tableId);

/** The number of all of Scotland, in words. */
const wholeText = (content: ReleaseContent, tableId: string): string => {
  const cell = tableOf(content, tableId)?.lines[0]?.cells[0];
  return cell === undefined ? '–' : cellText(cell, 'number');
};

const paragraph = (doc: Doc, text: string, size: number, colour = ink): void => {
  const words = doc.struct('P', {}, () => {
    doc.font('Helvetica').fontSize(size).fillColor(colour).text(text, margin, doc.y, { width });
  });
  doc.addStructure(words);
};

const heading = (doc: Doc, level: 'H1' | 'H2', text: string, size: number): void => {
  const words = doc.struct(level, {}, () => {
    doc.font('Helvetica-Bold').fontSize(size).fillColor(ink).text(text, margin, doc.y, { width });
  });
  doc.addStructure(words);
};

/** The lines of a table that are drawn: those of everything and of its first parts. */
const bars = (doc: Doc, table: ToldTable, content: ReleaseContent): void => {
  const [, ...lines] = table.lines.filter(({ depth }) => depth <= 1);
  const most = Math.max(
    1,
    ...lines.map(({ cells: [cell] }) => (cell === undefined ? 0 : (cellValue(cell) ?? 0))),
  );
  const said = lines.map(({ of, cells: [cell] }) => ({
    label: ofText(of, content),
    value: cell === undefined ? null : cellValue(cell),
    text: cell === undefined ? '–' : cellText(cell, 'number'),
  }));
  const alt = said.map(({ label, text }) => `${label}: ${text}`).join('. ');
  const figure = doc.struct('Figure', { alt }, () => {
    const [labelWidth, rowHeight] = [190, 13];
    for (const { label, value, text } of said) {
      const top = doc.y;
      doc.font('Helvetica').fontSize(8.5).fillColor(ink);
      doc.text(label, margin, top, { width: labelWidth, lineBreak: false });
      const length = ((value ?? 0) / most) * (width - labelWidth - 130);
      if (value !== null) doc.rect(margin + labelWidth, top, Math.max(1, length), 8).fill(blue);
      doc
        .fillColor(ink)
        .text(text, margin + labelWidth + (value === null ? 0 : length + 5), top, { lineBreak: false });
      doc.y = top + rowHeight;
    }
  });
  doc.addStructure(figure);
};

const gap = (doc: Doc, points: number): void => {
  doc.y += points;
};

/** One page of a release: the same protected numbers, with a chart by health board and one by public money. */
export const writeSummary = (release: Release, content: ReleaseContent): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const title = `Residential rehabilitation placements, ${periodText(release.period)}`;
    const doc = new PdfDocument({
      ...{ size: 'A4', margin, lang: 'en-GB', tagged: true, pdfVersion: '1.7', displayTitle: true },
      // The same release gives the same file.
      info: {
        ...{ Title: title, Author: 'Rehab Placements', Subject: `Version ${release.version ?? 0}` },
        ...(release.decidedAt === null ? {} : { CreationDate: release.decidedAt }),
      },
    });
    const parts: Buffer[] = [];
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => {
      resolve(Buffer.concat(parts));
    });
    doc.on('error', reject);
    heading(doc, 'H1', title, 17);
    gap(doc, 4);
    const published = release.decidedAt?.toISOString().slice(0, 10) ?? 'not published';
    paragraph(
      doc,
      `Publicly funded, Scotland. Version ${release.version ?? 0}, published ${published}, as recorded by ${release.asAt.toISOString().slice(0, 10)}.${release.reason === null ? '' : ` New version: ${release.reason}`}`,
      9,
      quiet,
    );
    gap(doc, 10);
    for (const [name, tableId] of [
      ['Placements approved', 'approved-by-area'],
      ['Placements started', 'started-by-area'],
      ['Placements that ended', 'ended-by-board'],
      ['Offers declined', 'declined-by-whom'],
    ] as const)
      paragraph(doc, `${name}: ${wholeText(content, tableId)}`, 11);
    gap(doc, 3);
    paragraph(
      doc,
      'Approvals are not starts: some approved placements begin later, and some never.',
      9,
      quiet,
    );
    for (const tableId of ['started-by-area', 'started-by-route', 'cost-by-route']) {
      const table = tableOf(content, tableId);
      if (table === undefined) continue;
      gap(doc, 10);
      heading(doc, 'H2', table.title, 11);
      gap(doc, 4);
      const mean = table.columns.findIndex(({ tells }) => tells === 'mean');
      const column = table.columns[mean];
      if (mean < 0 || column === undefined) bars(doc, table, content);
      else
        for (const { of, cells } of table.lines) {
          const cell = cells[mean];
          if (cell !== undefined)
            paragraph(
              doc,
              `${ofText(of, content)}: ${columnText(column, table, content).toLowerCase()} ${cellText(cell, 'mean')}`,
              8.5,
            );
        }
    }
    gap(doc, 10);
    for (const note of cellNotes) paragraph(doc, note, 7.5, quiet);
    doc.end();
  });
