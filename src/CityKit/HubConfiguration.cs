using System.Security.Cryptography;

namespace CityKit;

/// <summary>
/// What the journal keeps as configuration: the rule file and the sensor register, byte for byte; the hub adds its calendar.
/// </summary>
/// <param name="Rules">The rule file, UTF-8 JSON.</param>
/// <param name="Sensors">The sensor register, UTF-8 JSON.</param>
public sealed record HubConfiguration(ReadOnlyMemory<byte> Rules, ReadOnlyMemory<byte> Sensors)
{
    /// <summary>
    /// The working days, as <see cref="Core.Calendar.WorkCalendar.ToUtf8"/> writes them; empty in a journal of a version that kept none.
    /// </summary>
    internal ReadOnlyMemory<byte> Calendar { get; init; }

    internal static ReadOnlyMemory<byte> NoRules { get; } = "{\"version\":1,\"rules\":[]}"u8.ToArray();

    internal static ReadOnlyMemory<byte> NoSensors { get; } = "{\"version\":1,\"sensors\":[]}"u8.ToArray();

    /// <summary>The SHA-256 of each part, one after the other.</summary>
    internal ReadOnlyMemory<byte> Hashes() =>
        (byte[])[.. SHA256.HashData(Rules.Span), .. SHA256.HashData(Sensors.Span), .. SHA256.HashData(Calendar.Span)];

    /// <summary>This configuration with each part of another that differs from what was seen of it before.</summary>
    internal HubConfiguration With(HubConfiguration other, ReadOnlySpan<byte> seen)
    {
        var hashes = other.Hashes().Span;
        return new HubConfiguration(IsSeen(hashes, seen, 0) ? Rules : other.Rules, IsSeen(hashes, seen, 1) ? Sensors : other.Sensors)
        {
            Calendar = IsSeen(hashes, seen, 2) ? Calendar : other.Calendar,
        };
    }

    private static bool IsSeen(ReadOnlySpan<byte> hashes, ReadOnlySpan<byte> seen, int part) =>
        hashes.Slice(part * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes)
            .SequenceEqual(seen.Slice(part * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes));
}
