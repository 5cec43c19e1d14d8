namespace CityKit.Shared.Cities;

/// <summary>One recognised file of a city's folder.</summary>
/// <param name="Name">Its name in the folder, with <c>/</c> between folders.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record CityFolderFile(string Name, string Path, CityFolderKind Kind)
{
    private const int MostBytes = 64 << 20;

    /// <summary>The whole file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal byte[] Bytes() => WholeFile.Read(Path, MostBytes);
}
