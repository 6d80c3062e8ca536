import type { SimulatedRender } from '../records.mts';
import type { ProfileAnswer } from './profile.mts';

/** A render before there was a queue: waiting ones show no progress, failed ones an error body without `type` (Swiftia docs, get-render). */
export function olderRender(render: SimulatedRender): ProfileAnswer {
	switch (render.status) {
		case 'COMPLETED':
			return { status: 200, body: { type: 'done', url: render.url, size: render.size } };
		case 'FAILED':
			return { status: 500, body: { status: 500, message: render.failureReason, code: 'RENDERING_ERROR' } };
		default:
			return { status: 200, body: { type: 'progress', progress: render.progress } };
	}
}

/** A render in the generation with a queue (Swiftia docs, get-render). */
export function queuedRender(render: SimulatedRender): ProfileAnswer {
	switch (render.status) {
		case 'QUEUED':
			return {
				status: 200,
				body: { type: 'queued', status: 'QUEUED', queuePosition: render.queuePosition, progress: 0 },
			};
		case 'FAILED':
			return { status: 200, body: { type: 'error', message: render.failureReason } };
		default:
			return olderRender(render);
	}
}
