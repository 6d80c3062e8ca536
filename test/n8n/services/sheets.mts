import type { FastifyReply, FastifyRequest } from 'fastify';
import { GOOGLE_TOKEN } from './google.mts';
import { StandIn } from './standIn.mts';

type Cell = string | number;

/** One row by the names of its columns. */
export type Row = Record<string, Cell>;

const A = 'A'.charCodeAt(0);

/** A stand-in for the Google Sheets API with one document that has one sheet, as n8n's Google Sheets node 4.7 reads and updates rows. */
export class Sheets extends StandIn {
	/** The ID of its one document. */
	readonly documentId = 'a-document-of-the-test';
	/** The cells, with the names of the columns in the first row. */
	private cells: Cell[][] = [];

	/** @param title the name of its one sheet */
	constructor(private readonly title: string) {
		super('sheets.googleapis.com');
		this.requireToken(GOOGLE_TOKEN);
		const { server, documentId } = this;
		const properties = { sheetId: 0, title };
		server.get(`/v4/spreadsheets/${documentId}`, () => ({ sheets: [{ properties }] }));
		server.get(`/v4/spreadsheets/${documentId}/values/:range`, async (...both) => await this.read(...both));
		// Two colons are one.
		server.post(
			`/v4/spreadsheets/${documentId}/values::batchUpdate`,
			async (...both) => await this.update(...both),
		);
	}

	reset(): void {
		this.cells = [];
	}

	/** What the sheet holds from now on. */
	fill(columns: string[], rows: Row[]): void {
		this.cells = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
	}

	/** The rows as they are now. */
	get rows(): Row[] {
		const [columns = [], ...rows] = this.cells;
		return rows.map((row) => Object.fromEntries(columns.map((name, column) => [name, row[column] ?? ''])));
	}

	/** The whole sheet; like Google it leaves out what is empty at the end of a row. */
	private async read({ params }: FastifyRequest, reply: FastifyReply) {
		const { range } = params as { range: string };
		if (range !== `'${this.title}'`) return await refuse(reply, `Unable to parse range: ${range}`);
		const values = this.cells.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1));
		return { range, majorDimension: 'ROWS', values };
	}

	private async update({ body }: FastifyRequest, reply: FastifyReply) {
		const { data } = body as { data: Array<{ range: string; values: Cell[][] }> };
		for (const { range, values } of data) {
			const [, column, row] = new RegExp(`^${this.title}!([A-Z])(\\d+)$`).exec(range) ?? [];
			if (!column || !row) return await refuse(reply, `Unable to parse range: ${range}`);
			this.cells[Number(row) - 1]![column.charCodeAt(0) - A] = values[0]![0]!;
		}
		return { spreadsheetId: this.documentId, totalUpdatedCells: data.length };
	}
}

async function refuse(reply: FastifyReply, message: string) {
	return await reply.code(400).send({ error: { code: 400, message, status: 'INVALID_ARGUMENT' } });
}
