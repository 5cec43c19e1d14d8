using System.Security.Cryptography;
using CityKit.Shared.Files;

namespace CityKit.Edge.Serial;

/// <summary>The salt of a device's digests: a file of at least 16 bytes, made with 32 random ones when it is not there.</summary>
internal sealed class CodeSalt(string path)
{
    private const int SaltBytes = 32;
    private const int LeastSaltBytes = 16;
    private const int MostSaltBytes = 1024;
    private byte[]? salt;

    /// <summary>The salt; null when it cannot be read or made, or is too short: asked again, it is tried again.</summary>
    internal byte[]? TryRead() => salt ??= TryLoad();

    private byte[]? TryLoad()
    {
        try
        {
            if (!File.Exists(path)) DurableFile.Write(path, RandomNumberGenerator.GetBytes(SaltBytes), overwrite: false);
            return new FileInfo(path).Length is >= LeastSaltBytes and <= MostSaltBytes ? File.ReadAllBytes(path) : null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
