using CityKit.Credentials.Passes;
using CityKit.Credentials.Trust;
using NodaTime;

namespace CityKit.Credentials.Hub.Passes;

/// <summary>A gate with a poster that riders scan (海报闸机).</summary>
/// <param name="Poster">Its poster.</param>
/// <param name="Types">The types of pass that open it; at least one.</param>
public sealed record PosterGate(GatePoster Poster, IReadOnlyList<string> Types)
{
    /// <summary>How long after its end a trust bundle may still be used; 72 h, 0 to 30 days.</summary>
    public Duration Grace { get; init; } = TrustBundle.DefaultGrace;

    internal PassGate NewReader() => Poster.RadiusMetres is >= 5 and <= 200
        ? new PassGate(new PassGateOptions(Poster.Gate, Types) { Grace = Grace })
        : throw new ArgumentException($"The poster of {Poster.Gate} has a radius of {Poster.RadiusMetres} m; 5 to 200 m are allowed."
            + $" {Poster.Gate} 的半径为 {Poster.RadiusMetres} 米，须为 5 至 200 米。");
}
