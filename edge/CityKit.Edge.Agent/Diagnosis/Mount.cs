namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>A mounted file system.</summary>
/// <param name="Point">Where it is mounted.</param>
/// <param name="Source">What is mounted.</param>
/// <param name="FileSystem">Its kind.</param>
/// <param name="Options">Its options.</param>
internal sealed record Mount(string Point, string Source, string FileSystem, IReadOnlyList<string> Options)
{
    private const string Table = "/proc/self/mounts";

    /// <summary>The one that a path is on; null when the kernel does not say.</summary>
    internal static Mount? Of(string path) => File.Exists(Table) ? Of(path, File.ReadLines(Table)) : null;

    /// <summary>
    /// The same from the lines of a mount table, see fstab(5): the longest mount point counts, and of equal ones the last.
    /// </summary>
    internal static Mount? Of(string path, IEnumerable<string> table)
    {
        Mount? best = null;
        foreach (var line in table)
            if (Read(line) is { } mount && mount.Holds(path) && mount.Point.Length >= (best?.Point.Length ?? 0)) best = mount;
        return best;
    }

    private static Mount? Read(string line) =>
        line.Split(' ') is [var source, var point, var kind, var options, ..]
            ? new Mount(Plain(point), Plain(source), kind, options.Split(',')) : null;

    private bool Holds(string path) =>
        path == Point || path.StartsWith(Point.EndsWith('/') ? Point : Point + "/", StringComparison.Ordinal);

    private static string Plain(string escaped) => escaped.Replace(@"\040", " ", StringComparison.Ordinal);
}
