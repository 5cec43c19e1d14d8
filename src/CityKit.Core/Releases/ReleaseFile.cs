namespace CityKit.Core.Releases;

/// <summary>One file of a release (发布文件).</summary>
/// <param name="Path">Where it is below the release's folder: names of letters, digits and <c>. _ - +</c>, separated by <c>/</c>.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, 32 bytes.</param>
public sealed record ReleaseFile(string Path, long Bytes, ReadOnlyMemory<byte> Sha256)
{
    /// <summary>The most characters of a path.</summary>
    public const int MaxPath = 200;

    /// <summary>Whether a path stays below its folder on every system: no empty, hidden or parent name, no other separator.</summary>
    public static bool IsSafe(string path) => path is { Length: > 0 and <= MaxPath } && path.Split('/').All(IsName);

    private static bool IsName(string name) =>
        name.Length > 0 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+');
}
