using NodaTime;

namespace CityKit.Cli.Rules;

/// <summary>What <c>rule replay</c> was asked for.</summary>
/// <param name="Rules">The rule file.</param>
/// <param name="Readings">The recording.</param>
/// <param name="Sensors">The sensor register; null to make sensors up from the rows.</param>
/// <param name="Output">Where alerts go; null for the output.</param>
/// <param name="Longest">How long before its time a reading covers at most.</param>
internal sealed record ReplayChoice(string Rules, string Readings, string? Sensors, string? Output, Duration Longest);
