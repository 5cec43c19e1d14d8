using System.Globalization;
using System.Text.Json.Serialization;
using NodaTime;

namespace CityKit.Observations;

/// <summary>
/// The configuration of the next entry filled the windows of the rules that it changed from the readings of the journal (窗口重建). Noted
/// just before it, so that a replay reads the same entries; a configuration without it filled none.
/// </summary>
/// <param name="Entry">The number of the configuration's entry.</param>
/// <param name="From">The first entry whose readings were used; all up to the configuration were.</param>
/// <param name="Since">From when on the readings are all there.</param>
internal sealed record WindowsFilled(long Entry, long From, Instant Since) : Observation
{
    internal const string KeyPrefix = "windows-filled/";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Key => string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}{Entry}");
}
