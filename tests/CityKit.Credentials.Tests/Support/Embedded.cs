using System.Text;

namespace CityKit.Credentials.Tests.Support;

/// <summary>The vectors beside the tests; Data/SOURCES.md says where they come from.</summary>
internal static class Embedded
{
    internal static string Text(string name)
    {
        using var stream = typeof(Embedded).Assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"No data '{name}'.",
            nameof(name));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    internal static IEnumerable<string> Names(string folder) =>
        typeof(Embedded).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder,
            StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
