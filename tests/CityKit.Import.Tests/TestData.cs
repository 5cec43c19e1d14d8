namespace CityKit.Import.Tests;

/// <summary>What <c>Data/SOURCES.md</c> lists.</summary>
internal static class TestData
{
    internal static Stream Open(string name) => typeof(TestData).Assembly.GetManifestResourceStream(name)
        ?? throw new FileNotFoundException(name);

    internal static string Text(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }
}
