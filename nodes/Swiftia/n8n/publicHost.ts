/**
 * An address at a host that nobody outside can call, from its scheme on: a private network, this machine, a name of the house.
 * It works on an address as it is typed too, so that the editor can tell.
 */
// Names without a dot or of a house, networks of IPv4, IPv6 but for what is routed in the internet.
export const PRIVATE_ADDRESS =
	/^https?:\/\/(?:[^.:/?#[\]]+|[^:/?#]*\.(?:local(?:host|domain)?|internal|intranet|lan|home|corp|home\.arpa)|(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.[\d.]+|\[(?![23]...:(?!0?db8:))[^\]]*\])\.?(?::\d*)?(?:[/?#]|$)/i;
