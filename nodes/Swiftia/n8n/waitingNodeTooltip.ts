/** What the editor shows at a parked node: what is waited for, and how long at most. */
export const waitingNodeTooltip = [
	'=Waiting for Swiftia to finish the {{ $parameter.resource === "render" ? "renders" : "jobs" }}',
	'{{ Number($parameter.maxWaitMinutes) > 0 ? ", for at most " + $parameter.maxWaitMinutes + " min (Max Wait)" : "" }}.',
	' The execution is parked and uses no resources.',
].join('');
