namespace CityKit.Evidence;

/// <summary>What the hub takes as evidence.</summary>
public static class EvidenceTypes
{
    /// <summary>The most bytes of a picture: 20 MiB.</summary>
    public const int MaxPictureBytes = 20 << 20;

    /// <summary>The most bytes of a clip: 200 MiB.</summary>
    public const int MaxClipBytes = 200 << 20;

    /// <summary>The first bytes by which a type is known.</summary>
    internal const int HeadBytes = 12;

    /// <summary>The media type, such as <c>image/jpeg</c>.</summary>
    public static string MediaTypeOf(EvidenceType type) => type switch
    {
        EvidenceType.Jpeg => "image/jpeg",
        EvidenceType.Png => "image/png",
        EvidenceType.Mp4 => "video/mp4",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This is no type of evidence."),
    };

    /// <summary>How the name of a file of the type ends.</summary>
    internal static string ExtensionOf(EvidenceType type) => type switch
    {
        EvidenceType.Jpeg => ".jpg",
        EvidenceType.Png => ".png",
        _ => ".mp4",
    };

    internal static int MaxBytesOf(EvidenceType type) => type == EvidenceType.Mp4 ? MaxClipBytes : MaxPictureBytes;

    /// <summary>What a file is by its first <see cref="HeadBytes"/> bytes; null for what is not taken.</summary>
    internal static EvidenceType? Of(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? EvidenceType.Jpeg
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? EvidenceType.Png
        : head.Length >= HeadBytes && head[4..].StartsWith("ftyp"u8) ? EvidenceType.Mp4
        : null;
}
