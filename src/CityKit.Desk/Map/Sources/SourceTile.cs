using CityKit.Core;

namespace CityKit.Desk.Map.Sources;

/// <summary>A tile of a ground map.</summary>
/// <param name="Bytes">The tile; null when there is none.</param>
/// <param name="Problem">Why it could not be read; null when it could, or when the ground map has none there.</param>
internal sealed record SourceTile(byte[]? Bytes, LocalizedText? Problem)
{
    internal static SourceTile None { get; } = new(null, null);

    /// <summary>What it is, by its first bytes.</summary>
    internal string Type => Picture(Bytes) ?? CityKit.Maps.MapsModule.TileType;

    /// <summary>The type of a picture; null of anything else.</summary>
    internal static string? Picture(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', ..]) return "image/png";
        if (bytes is [0xFF, 0xD8, 0xFF, ..]) return "image/jpeg";
        return bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? "image/webp" : null;
    }
}
