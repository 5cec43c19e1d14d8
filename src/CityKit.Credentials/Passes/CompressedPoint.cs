using System.Globalization;
using System.Numerics;
using CityKit.Credentials.Keys;

namespace CityKit.Credentials.Passes;

/// <summary>A P-256 key in 33 bytes (压缩公钥; SEC 1, 2.3.3): the sign of y, then x. The platform reads whole points only.</summary>
internal static class CompressedPoint
{
    internal const int Bytes = 33;
    private const int CoordinateBytes = 32;
    private static readonly BigInteger Prime = Hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    private static readonly BigInteger B = Hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    internal static byte[] Compress(PublicJwk key) => [(byte)(2 + (key.Y.Span[^1] & 1)), .. key.X.Span];

    /// <returns>The key; null when the bytes are no point of P-256.</returns>
    internal static PublicJwk? Expand(ReadOnlySpan<byte> compressed)
    {
        if (compressed.Length != Bytes || compressed[0] is not (2 or 3)) return null;
        var x = new BigInteger(compressed[1..], isUnsigned: true, isBigEndian: true);
        if (x >= Prime) return null;
        var square = ((x * x - 3) * x + B) % Prime;
        if (square.Sign < 0) square += Prime;
        var y = BigInteger.ModPow(square, (Prime + 1) / 4, Prime); // the prime is 3 modulo 4
        if (y * y % Prime != square) return null;
        if (y.IsEven != (compressed[0] == 2)) y = Prime - y;
        return PublicJwk.Of(Es256Suite.Curve, compressed[1..], Padded(y));
    }

    private static byte[] Padded(BigInteger number)
    {
        var bytes = new byte[CoordinateBytes];
        var count = number.GetByteCount(isUnsigned: true);
        number.TryWriteBytes(bytes.AsSpan(CoordinateBytes - count), out _, isUnsigned: true, isBigEndian: true);
        return bytes;
    }

    private static BigInteger Hex(string text) =>
        BigInteger.Parse("0" + text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
