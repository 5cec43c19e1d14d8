using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Observations;

/// <summary>The hub's own clock jumped (中枢时钟跳变).</summary>
/// <param name="From">What it showed, or should have shown.</param>
/// <param name="To">What it shows.</param>
internal sealed record ClockJumped(Instant From, Instant To) : Observation
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Key => $"clock/{InstantPattern.ExtendedIso.Format(From)}/{InstantPattern.ExtendedIso.Format(To)}";
}
