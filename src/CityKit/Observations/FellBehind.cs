using System.Globalization;
using System.Text.Json.Serialization;
using CityKit.Core;

namespace CityKit.Observations;

/// <summary>A device shows an answer, signed by this hub, to more than the hub has: the hub fell behind (中枢落后).</summary>
/// <param name="Device">The device.</param>
/// <param name="Outbox">Its outbox, 32 hexadecimal digits.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Cursor">How far the hub had come by its answer.</param>
internal sealed record FellBehind(string Device, string Outbox, Lane Lane, long Cursor) : Observation
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Key => string.Create(CultureInfo.InvariantCulture, $"fell-behind/{Device}/{Outbox}/{(int)Lane}/{Cursor}");
}
