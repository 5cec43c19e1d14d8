namespace CityKit.Import.Tables;

/// <summary>
/// The files that make up a Shapefile; closed by their reader. The index (.shx) is not needed: shapes are read one after the other.
/// </summary>
/// <param name="Shapes">The .shp file.</param>
/// <param name="Values">The .dbf file; null when it is missing.</param>
/// <param name="CodePage">The text of the .cpg file; null when there is none.</param>
/// <param name="System">The text of the .prj file; null when there is none.</param>
internal sealed record ShapefileParts(Stream Shapes, Stream? Values, string? CodePage, string? System) : IDisposable
{
    private const int Buffer = 1 << 16;
    private const int MostText = 64 << 10; // of .cpg and .prj

    /// <summary>Where the others than the .shp file are.</summary>
    internal IReadOnlyList<string> Beside { get; private init; } = [];

    /// <summary>Opens the .shp file of a path and what is beside it, whatever the case of the endings.</summary>
    /// <exception cref="IOException">The .shp file cannot be read.</exception>
    internal static ShapefileParts Open(string path)
    {
        var beside = Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(path))!)
            .Where(file => Path.GetFileNameWithoutExtension(file).Equals(Path.GetFileNameWithoutExtension(path),
                StringComparison.OrdinalIgnoreCase))
            .ToLookup(Path.GetExtension, StringComparer.OrdinalIgnoreCase);
        var (values, codePage, system) = (beside[".dbf"].FirstOrDefault(), beside[".cpg"].FirstOrDefault(),
            beside[".prj"].FirstOrDefault());
        return new ShapefileParts(OpenFile(path), values is null ? null : OpenFile(values), TextOf(codePage), TextOf(system))
        {
            Beside = [.. new[] { values, codePage, system }.OfType<string>()],
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Shapes.Dispose();
        Values?.Dispose();
    }

    private static FileStream OpenFile(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, Buffer, FileOptions.SequentialScan);

    private static string? TextOf(string? path)
    {
        if (path is null) return null;
        using var reader = new StreamReader(path);
        var text = new char[MostText];
        return new string(text, 0, reader.ReadBlock(text)).Trim();
    }
}
