using NodaTime;

namespace CityKit.Samples.Compound.Scenarios;

/// <summary>Real water minutes on a pulse line, moved by whole weeks of local time, and bursts on top.</summary>
internal sealed record WaterScript(string Line, string File, DateTimeZone SourceZone, int Weeks, double LitresPerPulse, Duration Pulse,
    IReadOnlyList<WaterBurst> Bursts);
