import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator/index.mts';
import { closing } from '../closing.mts';

/** A simulator and a client that has its key. No status is an exception. */
export interface Pair {
	simulator: Simulator;
	api: AxiosInstance;
}

/** Starts both. */
export async function start(options: Partial<SimulatorOptions> = {}): Promise<Pair> {
	const simulator = await startSimulator({ jobSeconds: Infinity, renderSeconds: Infinity, ...options });
	closing(async () => await simulator.close());
	const headers = { Authorization: `Bearer ${simulator.key}` };
	return { simulator, api: axios.create({ baseURL: simulator.apiUrl, headers, validateStatus: () => true }) };
}

/** The smallest request for a job. */
export const JOB = { functionName: 'VideoShorts', youtubeVideoId: 'dQw4w9WgXcQ' };

/** Starts a job and ends it; returns its id. */
export async function completedJob({ simulator, api }: Pair, body: object = JOB): Promise<string> {
	await api.post('/jobs', body);
	const { id } = simulator.jobs.at(-1)!;
	simulator.completeJob(id);
	return id;
}

/** Starts a render of a job's first short and ends it; returns its id. */
export async function completedRender(pair: Pair): Promise<string> {
	const id = await completedJob(pair);
	const job = await pair.api.get(`/jobs/${id}`);
	const shorts = job.data.data?.shorts ?? job.data.shorts;
	const { data }: AxiosResponse<{ renderId: string }> = await pair.api.post('/render', {
		id,
		target: shorts[0].id,
	});
	pair.simulator.completeRender(data.renderId);
	return data.renderId;
}
