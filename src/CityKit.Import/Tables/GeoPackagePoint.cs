using System.Buffers.Binary;

namespace CityKit.Import.Tables;

/// <summary>
/// A point in a GeoPackage's geometry blob: a header with an envelope, then well-known binary in either byte order, with Z and M or
/// without.
/// </summary>
internal static class GeoPackagePoint
{
    private const int HeaderBytes = 8;
    private const int Point = 1;
    private const int MultiPoint = 4;

    /// <summary>The point, or the only one of a multi-point; false for an empty one, and for every other shape.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> blob, out double x, out double y)
    {
        (x, y) = (double.NaN, double.NaN);
        if (blob.Length < HeaderBytes || !blob.StartsWith("GP"u8)) return false;
        if (EnvelopeBytes(blob[3]) is not { } envelope || blob.Length < HeaderBytes + envelope) return false;
        return TryReadWkb(blob[(HeaderBytes + envelope)..], isPart: false, out x, out y) && double.IsFinite(x) && double.IsFinite(y);
    }

    private static int? EnvelopeBytes(byte flags) => (flags >> 1 & 7) switch { 0 => 0, 1 => 32, 2 or 3 => 48, 4 => 64, _ => null };

    private static bool TryReadWkb(ReadOnlySpan<byte> wkb, bool isPart, out double x, out double y)
    {
        (x, y) = (double.NaN, double.NaN);
        if (wkb.Length < 9 || wkb[0] > 1) return false;
        var isLittle = wkb[0] == 1;
        var type = UInt32(wkb[1..], isLittle);
        wkb = wkb[((type & 0x2000_0000) == 0 ? 5 : 9)..]; // with a system of its own, as some write it
        switch ((type & 0x0FFF_FFFF) % 1_000)
        {
            case Point when wkb.Length >= 16:
                (x, y) = (Double(wkb, isLittle), Double(wkb[8..], isLittle));
                return true;
            case MultiPoint when !isPart && wkb.Length >= 4 && UInt32(wkb, isLittle) == 1:
                return TryReadWkb(wkb[4..], isPart: true, out x, out y);
            default:
                return false;
        }
    }

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private static double Double(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadDoubleLittleEndian(bytes) : BinaryPrimitives.ReadDoubleBigEndian(bytes);
}
