using System.Buffers;
using System.Buffers.Binary;
using CityKit.Core;

namespace CityKit.Evidence.Pictures;

/// <summary>
/// Copies a JPEG segment by segment (ITU-T T.81, annex B): what decodes it, its colour profile and its density; no other application
/// segment, no comment, nothing after the end.
/// </summary>
internal ref struct JpegCopy
{
    private const byte Start = 0xFF;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte Comment = 0xFE;
    private const int HeadBytes = 4; // marker and length
    private const int JfifBytes = 12; // its fields before the thumbnail's size

    private readonly ReadOnlySpan<byte> picture;
    private readonly ArrayBufferWriter<byte> copy;
    private int at;
    private int width;
    private int height;
    private int orientation;
    private bool hasScan;

    private JpegCopy(ReadOnlySpan<byte> picture)
    {
        this.picture = picture;
        copy = new ArrayBufferWriter<byte>(picture.Length);
        orientation = PictureCopy.UprightOrientation;
    }

    /// <returns>The copy, or null with what is wrong and where.</returns>
    internal static PictureCopy? Read(ReadOnlySpan<byte> picture, out LocalizedText? fault)
    {
        var reading = new JpegCopy(picture);
        fault = reading.Read();
        return fault is not null ? null
            : new PictureCopy(reading.copy.WrittenSpan.ToArray(), reading.width, reading.height, reading.orientation);
    }

    private LocalizedText? Read()
    {
        Keep(picture[..2]); // start of image
        at = 2;
        while (true)
        {
            while (at + 1 < picture.Length && picture[at] == Start && picture[at + 1] == Start) at++; // fill bytes
            if (at + 1 >= picture.Length || picture[at] != Start) return Broken();
            var marker = picture[at + 1];
            if (marker == EndOfImage) return End();
            if (at + HeadBytes > picture.Length) return Broken();
            var length = BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 2)..]);
            if (length < 2 || at + 2 + length > picture.Length) return Broken();
            Take(marker, picture.Slice(at, 2 + length));
            at += 2 + length;
            if (marker == StartOfScan) TakeScan();
        }
    }

    private LocalizedText? End()
    {
        Keep(picture.Slice(at, 2));
        return hasScan ? null : PictureCopy.Broken(at, "之前没有图像数据", "there is no image data before its end");
    }

    private void Take(byte marker, ReadOnlySpan<byte> segment)
    {
        var content = segment[HeadBytes..];
        if (IsFrame(marker) && content.Length >= 5)
            (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(content[1..]), BinaryPrimitives.ReadUInt16BigEndian(content[3..]));
        if (marker == 0xE0 && content.StartsWith("JFIF\0"u8) && content.Length >= JfifBytes) KeepDensity(content);
        else if (marker == 0xE1 && content.StartsWith("Exif\0\0"u8)) orientation = ExifOrientation.Read(content[6..]) ?? orientation;
        else if (IsKept(marker, content)) Keep(segment);
    }

    /// <summary>Without the thumbnail, which may show more than the picture does.</summary>
    private readonly void KeepDensity(ReadOnlySpan<byte> jfif)
    {
        Keep([Start, 0xE0, 0, HeadBytes + JfifBytes]);
        Keep(jfif[..JfifBytes]);
        Keep([0, 0]);
    }

    /// <summary>The entropy-coded bytes up to the next marker that is no restart.</summary>
    private void TakeScan()
    {
        hasScan = true;
        var from = at;
        while (at + 1 < picture.Length && !(picture[at] == Start && picture[at + 1] is not (0 or Start or (>= 0xD0 and <= 0xD7)))) at++;
        Keep(picture[from..at]);
    }

    private readonly void Keep(ReadOnlySpan<byte> bytes) => copy.Write(bytes);

    private readonly LocalizedText Broken() => PictureCopy.Broken(at, "残缺", "a whole segment was expected");

    private static bool IsKept(byte marker, ReadOnlySpan<byte> content) => marker switch
    {
        0xE2 => content.StartsWith("ICC_PROFILE\0"u8),
        0xEE => content.StartsWith("Adobe"u8),
        >= 0xE0 and <= 0xEF or Comment => false,
        _ => true,
    };

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
