namespace CityKit.Edge.Tests.Detectors;

/// <summary>The embedded tables.</summary>
internal static class Resource
{
    internal static byte[] Bytes(string name)
    {
        using var stream = typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"No table '{name}'.", nameof(name));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
