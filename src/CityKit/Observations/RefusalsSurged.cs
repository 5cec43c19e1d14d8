using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Observations;

/// <summary>Requests of one kind were refused often within an hour (拒绝激增): a wrong key, a wrong clock, or an attack.</summary>
/// <param name="Kind">What they were refused for, such as <c>bad-signature</c>.</param>
/// <param name="Device">The admitted device that they named; null when they named none.</param>
/// <param name="Side">Where they came from: <c>inside</c> or <c>outside</c>; an address is personal data and not kept.</param>
/// <param name="Hour">The hour.</param>
/// <param name="Count">How many there were when it was noticed.</param>
internal sealed record RefusalsSurged(string Kind, string? Device, string Side, Instant Hour, int Count) : Observation
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Key => $"refused/{Kind}/{Device ?? Side}/{InstantPattern.ExtendedIso.Format(Hour)}";
}
