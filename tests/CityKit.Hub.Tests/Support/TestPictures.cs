using System.Buffers.Binary;
using System.Text;

namespace CityKit.Hub.Tests.Support;

/// <summary>
/// Pictures and clips made by hand, with what cameras put into them besides the picture; each of these parts has the word SECRET.
/// </summary>
internal static class TestPictures
{
    internal static readonly byte[] Secret = "SECRET 36.0622,120.4111"u8.ToArray();

    /// <summary>The bytes that show the picture: with escaped FF, a restart marker and two scans, as of a progressive JPEG.</summary>
    internal static readonly byte[] JpegScans =
    [
        .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 1, 2, 0xFF, 0, 3, 0xFF, 0xD0, 4,
        .. Segment(0xC4, [0, 1]),
        .. Segment(0xDA, [1, 1, 0, 1, 5, 0]), 9, 8, 7,
    ];

    internal static byte[] Jpeg(int width = 640, int height = 480, byte orientation = 6, byte mark = 0) =>
    [
        0xFF, 0xD8,
        .. Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72, 1, 1, .. "SEC"u8]), // a thumbnail of one pixel
        .. Segment(0xE1, [.. "Exif\0\0"u8, .. Tiff(orientation), .. Secret]),
        .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Secret]),
        .. Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, 5]),
        .. Segment(0xE2, [.. "MPF\0"u8, .. Secret]),
        .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. Secret]),
        .. Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1]),
        .. Segment(0xFE, Secret),
        .. Segment(0xDB, [0, mark]),
        .. Segment(0xC2, [8, .. Short(height), .. Short(width), 1, 1, 0x11, 0]),
        .. JpegScans,
        0xFF, 0xD9, .. Secret,
    ];

    internal static byte[] Png(int width = 640, int height = 480) =>
    [
        0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A,
        .. Chunk("IHDR", [.. Long(width), .. Long(height), 8, 2, 0, 0, 0]),
        .. Chunk("eXIf", [.. Tiff(3), .. Secret]),
        .. Chunk("tEXt", Secret), .. Chunk("iTXt", Secret), .. Chunk("tIME", Secret), .. Chunk("prVt", Secret),
        .. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", []), .. Secret,
    ];

    internal static byte[] Mp4(int bytes = 300_000)
    {
        var clip = new byte[bytes];
        new Random(7).NextBytes(clip);
        "\0\0\0\u0020ftypisom"u8.CopyTo(clip);
        return clip;
    }

    private static byte[] Tiff(byte orientation) =>
    [
        .. "MM\0*"u8, 0, 0, 0, 8, 0, 2,
        0x01, 0x0F, 0, 2, 0, 0, 0, 4, 0, 0, 0, 0,
        0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0,
        0, 0, 0, 0,
    ];

    private static byte[] Segment(byte marker, ReadOnlySpan<byte> content) => [0xFF, marker, .. Short(content.Length + 2), .. content];

    private static byte[] Chunk(string type, ReadOnlySpan<byte> content) =>
        [.. Long(content.Length), .. Encoding.ASCII.GetBytes(type), .. content, 1, 2, 3, 4];

    private static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Long(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
