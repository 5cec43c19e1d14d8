using System.Globalization;
using CityKit.Core.Signing;
using NodaTime;

namespace CityKit.Core.Releases;

/// <summary>
/// A device's question for a newer release of its agent: <c>GET
/// /citykit/v1/devices/{device}/release?after={number}&amp;runtime={runtime}</c>.
/// </summary>
/// <param name="Device">Who asks.</param>
/// <param name="After">The highest number that it took, or that is installed.</param>
/// <param name="Runtime">What it runs on.</param>
/// <param name="Date">When it asks, by its clock.</param>
public sealed record ReleaseRequest(DeviceId Device, long After, string Runtime, Instant Date) : DeviceRequest(Device, Date)
{
    /// <inheritdoc/>
    public override string Path =>
        string.Create(CultureInfo.InvariantCulture, $"citykit/v1/devices/{Device.Value}/release?after={After}&runtime={Runtime}");
}
