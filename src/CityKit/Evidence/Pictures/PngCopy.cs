using System.Buffers;
using System.Buffers.Binary;
using CityKit.Core;

namespace CityKit.Evidence.Pictures;

/// <summary>Copies a PNG chunk by chunk (ISO/IEC 15948): what shows it; no text, no EXIF, no time, no unknown chunk, nothing after the
/// end.</summary>
internal static class PngCopy
{
    private const int SignatureBytes = 8;
    private const int HeadBytes = 8; // length and type
    private const int CheckBytes = 4;

    private static readonly HashSet<string> Kept =
        ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs"];

    /// <returns>The copy, or null with what is wrong and where.</returns>
    internal static PictureCopy? Read(ReadOnlySpan<byte> picture, out LocalizedText? fault)
    {
        var copy = new ArrayBufferWriter<byte>(picture.Length);
        copy.Write(picture[..SignatureBytes]);
        var (width, height, orientation) = (0, 0, PictureCopy.UprightOrientation);
        for (var at = SignatureBytes; Chunk(picture, at) is { } chunk; at = chunk.End.Value)
        {
            var type = TypeOf(picture, at);
            var content = picture[(at + HeadBytes)..(chunk.End.Value - CheckBytes)];
            if (type == "IHDR" && content.Length >= 8) (width, height) = (Size(content), Size(content[4..]));
            if (type == "eXIf") orientation = ExifOrientation.Read(content) ?? orientation;
            if (Kept.Contains(type)) copy.Write(picture[chunk]);
            if (type != "IEND") continue;
            fault = null;
            return new PictureCopy(copy.WrittenSpan.ToArray(), width, height, orientation);
        }
        fault = PictureCopy.Broken(picture.Length, "之前残缺", "it ends, or a chunk is longer than it is");
        return null;
    }

    /// <summary>Where the chunk at a place is; null when it is not whole.</summary>
    private static Range? Chunk(ReadOnlySpan<byte> picture, int at)
    {
        if (picture.Length - at < HeadBytes + CheckBytes) return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(picture[at..]);
        return length <= picture.Length - at - HeadBytes - CheckBytes ? at..(at + HeadBytes + (int)length + CheckBytes) : null;
    }

    private static string TypeOf(ReadOnlySpan<byte> picture, int at) => System.Text.Encoding.ASCII.GetString(picture.Slice(at + 4, 4));

    private static int Size(ReadOnlySpan<byte> bytes) => (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(bytes));
}
