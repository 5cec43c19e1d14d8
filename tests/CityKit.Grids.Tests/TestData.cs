namespace CityKit.Grids.Tests;

internal static class TestData
{
    internal static byte[] Bytes(string name)
    {
        using var stream = typeof(TestData).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    internal static string Text(string name) => System.Text.Encoding.UTF8.GetString(Bytes(name));
}
