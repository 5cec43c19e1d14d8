namespace CityKit.Samples.Compound.Children;

/// <summary>How this program starts itself once more, also when a test's host runs it.</summary>
internal static class Host
{
    private static readonly string Self = typeof(Host).Assembly.Location;

    private static bool IsOwnHost => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == Path.GetFileNameWithoutExtension(Self);

    /// <summary>The executable.</summary>
    public static string Program =>
        Environment.ProcessPath is { } path && (IsOwnHost || Path.GetFileNameWithoutExtension(path) == "dotnet") ? path : "dotnet";

    /// <summary>The arguments that come before one's own.</summary>
    public static IReadOnlyList<string> Arguments => IsOwnHost ? [] : [Self];
}
