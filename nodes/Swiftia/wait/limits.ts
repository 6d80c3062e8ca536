/** How long and how often to look, as the user set it. */
export interface WaitLimits {
	/** Minutes from when everything was started that could be. */
	minutes: number;
	/** The longest time between two looks at one record while the pace allows it, in milliseconds. */
	interval: number;
}
