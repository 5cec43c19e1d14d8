namespace CityKit.Shared.Cities;

/// <summary>
/// The files of a city's folder and of the folders in it, by name; documents (<c>*.md</c>, <c>LICENSE</c>) and names that begin with a
/// dot are nobody's business.
/// </summary>
/// <param name="Files">What was recognised.</param>
/// <param name="Unknown">The names of the others.</param>
internal sealed record CityFolder(IReadOnlyList<CityFolderFile> Files, IReadOnlyList<string> Unknown)
{
    /// <exception cref="IOException">There is no such folder, or it may not be read.</exception>
    internal static CityFolder Open(string folder)
    {
        var (files, unknown) = (new List<CityFolderFile>(), new List<string>());
        foreach (var name in Names(folder))
        {
            if (CityFileName.KindOf(name) is { } kind) files.Add(new CityFolderFile(name, Path.Combine(folder, name), kind));
            else unknown.Add(name);
        }
        return new CityFolder(files, unknown);
    }

    internal IEnumerable<CityFolderFile> Of(CityFolderKind kind) => Files.Where(file => file.Kind == kind);

    private static List<string> Names(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(name => !IsDocument(name)).Order(StringComparer.Ordinal)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{folder} cannot be read: {unreadable.Message} 无法读取目录 {folder}。", unreadable);
        }
    }

    private static bool IsDocument(string name) => name.Split('/').Any(part => part.StartsWith('.'))
        || name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
        || Path.GetFileName(name) == "LICENSE";
}
