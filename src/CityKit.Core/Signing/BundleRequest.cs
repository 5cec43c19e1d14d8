using System.Globalization;
using NodaTime;

namespace CityKit.Core.Signing;

/// <summary>A device's question for a newer configuration bundle: <c>GET /citykit/v1/devices/{device}/bundle?after={version}</c>.</summary>
/// <param name="Device">Who asks.</param>
/// <param name="After">The version it has; 0 for none.</param>
/// <param name="Date">When it asks, by its clock.</param>
public sealed record BundleRequest(DeviceId Device, long After, Instant Date) : DeviceRequest(Device, Date)
{
    /// <inheritdoc/>
    public override string Path => string.Create(CultureInfo.InvariantCulture, $"citykit/v1/devices/{Device.Value}/bundle?after={After}");
}
