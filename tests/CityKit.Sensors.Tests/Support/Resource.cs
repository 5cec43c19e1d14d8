using System.IO.Compression;

namespace CityKit.Sensors.Tests.Support;

/// <summary>The files inside the test assembly.</summary>
internal static class Resource
{
    internal static string Text(string name)
    {
        using var stream = typeof(Resource).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(
            name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        return reader.ReadToEnd();
    }
}
