using System.Text;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Core.Signing;

/// <summary>
/// A device's question to the hub: a GET with the headers <c>CityKit-Device</c>, <c>CityKit-Date</c> and <c>CityKit-Signature</c>.
/// The signature covers method, path and date as here; what a proxy puts before the path is not signed.
/// </summary>
/// <param name="Device">Who asks.</param>
/// <param name="Date">When it asks, by its clock.</param>
public abstract record DeviceRequest(DeviceId Device, Instant Date)
{
    /// <summary>The header that names the device.</summary>
    public const string DeviceHeader = "CityKit-Device";

    /// <summary>The header with the date, as ISO 8601 in UTC.</summary>
    public const string DateHeader = "CityKit-Date";

    /// <summary>The header with the signature, in base64.</summary>
    public const string SignatureHeader = "CityKit-Signature";

    /// <summary>How far the date may be from the hub's clock: an overheard question is worth nothing afterwards.</summary>
    public static Duration Freshness { get; } = Duration.FromMinutes(5);

    /// <summary>The path with its query, below the hub's address.</summary>
    public abstract string Path { get; }

    /// <summary>The date as the header has it.</summary>
    public string DateText => InstantPattern.ExtendedIso.Format(Date);

    /// <summary>The text that is signed.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes($"GET /{Path}\n{DateText}\n");

    /// <summary>The signature header's text.</summary>
    public string Sign(DeviceKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Convert.ToBase64String(key.Sign(ToBytes()));
    }

    /// <summary>Reads the date header; null when it holds no date.</summary>
    public static Instant? ParseDate(string? text) =>
        InstantPattern.ExtendedIso.Parse(text ?? "") is { Success: true } parsed ? parsed.Value : null;
}
