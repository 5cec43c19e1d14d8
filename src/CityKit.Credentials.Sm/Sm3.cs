using Org.BouncyCastle.Crypto.Digests;

namespace CityKit.Credentials.Sm;

/// <summary>The digest SM3 (GB/T 32905-2016, 密码杂凑算法): 32 bytes.</summary>
public static class Sm3
{
    /// <summary>The length of a digest, in bytes.</summary>
    public const int Length = 32;

    /// <summary>The digest of these bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        var digest = new SM3Digest();
        digest.BlockUpdate(data);
        var hash = new byte[Length];
        digest.DoFinal(hash);
        return hash;
    }
}
